// Brings the words of en-guard.ts in the language of the page, with whatever imports this.

import { addWords } from "../shared/t.ts";
import { enGuard } from "./en-guard.ts";

await addWords(enGuard);
