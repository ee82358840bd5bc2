// Entry of the list of uses: its words stand in the HTML, and only the light is to be turned on or off.

import { render } from "preact";
import { ThemeToggle } from "../shared/theme-toggle.tsx";
import { translateUse } from "./translate-use.ts";

void translateUse();

const place = document.getElementById("theme");
if (place !== null) render(<ThemeToggle />, place);
