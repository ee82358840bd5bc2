// Brings the words of en-uses.ts in the language of the page, with whatever imports this.

import { addWords } from "../shared/t.ts";
import { enUses } from "./en-uses.ts";

await addWords(enUses);
