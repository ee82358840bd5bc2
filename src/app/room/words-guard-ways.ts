// Brings the words of en-guard-ways.ts in the language of the page, with whatever imports this.

import { addWords } from "../shared/t.ts";
import { enGuardWays } from "./en-guard-ways.ts";

await addWords(enGuardWays);
