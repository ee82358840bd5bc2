// Entry of the page of addresses that lead nowhere: its words in the person's language, and nothing else.

import { translatePage } from "../shared/translate-page.ts";

void translatePage();
