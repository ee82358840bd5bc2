// /poll: asks at once what is whole, and opens the sheet for what is not.

import { t } from "../../shared/t.ts";
import { opened } from "../opened.ts";
import type { RoomView } from "../room-view.ts";
import { DONE, refused, type SlashOutcome } from "../slash/slash-command.ts";
import { pollDraft } from "./poll-draft.ts";
import { askedOf, parsePollLine } from "./poll-line.ts";
import { sayPoll } from "./say-poll.ts";

export function askPoll(view: RoomView, rest: string): SlashOutcome {
  const draft = parsePollLine(rest);
  const asked = askedOf(draft);
  if (asked.kind === "long") return refused(t("slash.poll.long"));
  if (asked.kind === "missing") {
    pollDraft.value = draft;
    opened.value = "poll";
    return DONE;
  }
  sayPoll(view, asked);
  return DONE;
}
