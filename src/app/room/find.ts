// Searching, going to a day, who has seen what: one chunk, fetched once something of it is asked for.

import { addWords } from "../shared/t.ts";
import { enFind } from "./en-find.ts";
import { FindPanel } from "./find-panel.tsx";
import { SeenLine } from "./seen-line.tsx";

addWords(enFind);

export const find = { FindPanel, SeenLine };
