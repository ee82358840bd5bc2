// Brings the words of en-poll.ts in the language of the page, with whatever imports this.

import { addWords } from "../../shared/t.ts";
import { enPoll } from "./en-poll.ts";

await addWords(enPoll);
