// Brings the words of en-asked.ts in the language of the page, with whatever imports this.

import { addWords } from "../shared/t.ts";
import { enAsked } from "./en-asked.ts";

await addWords(enAsked);
