// Runs before the first paint, so that no page flashes: the language, the remembered theme and density.

import { applyLanguage } from "./early-language.ts";
import { colourGround } from "./ground.ts";
import { readStored } from "./stored.ts";

const { dataset } = document.documentElement;
const theme = readStored("theme");
if (theme === "light" || theme === "dark") {
  dataset["theme"] = theme;
  colourGround(theme);
}
if (readStored("density") === "compact") dataset["density"] = "compact";
applyLanguage();
