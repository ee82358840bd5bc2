// Entry of the page of operators: its words stand in the HTML, its figures come from the deployment.

import { type ComponentChild, render } from "preact";
import { ThemeToggle } from "../shared/theme-toggle.tsx";
import { translatePage } from "../shared/translate-page.ts";
import { AdminPage } from "./admin-page.tsx";
import { followFigures } from "./follow-figures.ts";

void translatePage();
place("theme", <ThemeToggle />);
place("admin", <AdminPage following={followFigures()} />);

function place(id: string, what: ComponentChild): void {
  const element = document.getElementById(id);
  if (element !== null) render(what, element);
}
