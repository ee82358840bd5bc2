// Brings the words of en-admin.ts in the language of the page, with whatever imports this.

import { addWords } from "../shared/t.ts";
import { enAdmin } from "./en-admin.ts";

await addWords(enAdmin);
