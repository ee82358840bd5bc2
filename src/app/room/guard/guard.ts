// Reports, the moderators' desk, what is one's own: one chunk, fetched when one of them is first opened.

import "../words-guard.ts";
import "../words-guard-ways.ts";
import "../words-manage.ts";
import { GuardPanel } from "./guard-panel.tsx";

export const guard = { GuardPanel };
