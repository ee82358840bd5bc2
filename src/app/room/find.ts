// Searching, going to a day, who has seen what: one chunk, fetched once something of it is asked for.

import "./words-find.ts";
import { FindPanel } from "./find-panel.tsx";
import { SeenLine } from "./seen-line.tsx";

export const find = { FindPanel, SeenLine };
