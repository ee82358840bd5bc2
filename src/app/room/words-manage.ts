// Brings the words of en-manage.ts in the language of the page, with whatever imports this.

import { addWords } from "../shared/t.ts";
import { enManage } from "./en-manage.ts";

await addWords(enManage);
