// Brings the words of en-acts.ts in the language of the page, with whatever imports this.

import { addWords } from "../shared/t.ts";
import { enActs } from "./en-acts.ts";

await addWords(enActs);
