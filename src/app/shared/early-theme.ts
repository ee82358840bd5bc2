// Sets the remembered theme and density before the first paint, so that no page flashes.

import { readStored } from "./stored.ts";

const theme = readStored("theme");
if (theme === "light" || theme === "dark") document.documentElement.dataset["theme"] = theme;
if (readStored("density") === "compact") document.documentElement.dataset["density"] = "compact";
