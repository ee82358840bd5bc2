// Brings the words of en-offline.ts in the language of the page, with whatever imports this.

import { addWords } from "../shared/t.ts";
import { enOffline } from "./en-offline.ts";

await addWords(enOffline);
