// How somebody who comes for the first time is asked for a name: the first thing they see, so it comes by itself.

import "./words-name.ts";
import { NameDialog } from "./name-dialog.tsx";

export const entering = { NameDialog };
