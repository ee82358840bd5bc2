// Brings the words of en-handover.ts in the language of the page, with whatever imports this.

import { addWords } from "../shared/t.ts";
import { enHandover } from "./en-handover.ts";

await addWords(enHandover);
