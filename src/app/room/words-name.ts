// Brings the words of en-name.ts in the language of the page, with whatever imports this.

import { addWords } from "../shared/t.ts";
import { enName } from "./en-name.ts";

await addWords(enName);
