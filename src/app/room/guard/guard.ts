// Reports, the moderators' desk, what is one's own: one chunk, fetched when one of them is first opened.

import { addWords } from "../../shared/t.ts";
import { enGuard } from "../en-guard.ts";
import { enGuardWays } from "../en-guard-ways.ts";
import { GuardPanel } from "./guard-panel.tsx";

addWords(enGuard);
addWords(enGuardWays);

export const guard = { GuardPanel };
