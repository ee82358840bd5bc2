// Brings the words of en-find.ts in the language of the page, with whatever imports this.

import { addWords } from "../shared/t.ts";
import { enFind } from "./en-find.ts";

await addWords(enFind);
