// Polls in the log and beside it: one chunk, fetched once there is a poll.

import "./words-poll.ts";
import { PollCard } from "./poll-card.tsx";
import { PollSheet } from "./poll-sheet.tsx";
import { VotersPanel } from "./voters-panel.tsx";

export const polls = { PollCard, PollSheet, VotersPanel };
