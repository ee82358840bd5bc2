// Brings the words of en-writing.ts in the language of the page, with whatever imports this.

import { addWords } from "../shared/t.ts";
import { enWriting } from "./en-writing.ts";

await addWords(enWriting);
