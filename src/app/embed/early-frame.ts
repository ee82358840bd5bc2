// Runs before the first paint of a frame: the language. The parent says which theme it has, so none is remembered here.

import { applyLanguage } from "../shared/early-language.ts";

applyLanguage();
