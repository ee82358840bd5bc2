// Brings the words of en-talk.ts in the language of the page, with whatever imports this.

import { addWords } from "../shared/t.ts";
import { enTalk } from "./en-talk.ts";

await addWords(enTalk);
