// Entry of the contract's page: the light, and this deployment's own address in the lines of code.

import { render } from "preact";
import { ThemeToggle } from "../shared/theme-toggle.tsx";
import { sayItIsEnglish } from "./say-it-is-english.ts";

const place = document.getElementById("theme");
if (place !== null) render(<ThemeToggle />, place);

void sayItIsEnglish();

/** The lines can be taken as they stand. */
for (const code of document.querySelectorAll("#connect pre code"))
  code.textContent = code.textContent
    .replaceAll("https://chat.example", location.origin)
    .replaceAll("wss://chat.example", location.origin.replace(/^http/, "ws"));
