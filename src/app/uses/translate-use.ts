// Says what stands in the HTML of a page of uses in the person's language.

import { translatePage } from "../shared/translate-page.ts";
import type { Words } from "../shared/words.ts";

export async function translateUse(): Promise<void> {
  await translatePage({
    cs: async () => ofThisUse((await import("./cs-uses-pages.ts")).csUsesPages),
    de: async () => ofThisUse((await import("./de-uses-pages.ts")).deUsesPages),
  });
}

/** All uses share one HTML: `use.lead` is there what `page.chat.lead` is among the words. */
function ofThisUse(words: Words): Words {
  const name = document.documentElement.dataset["use"];
  const own = `page.${name}.`;
  const said = Object.entries(words).filter(([key]) => key.startsWith(own));
  return { ...words, ...Object.fromEntries(said.map(([key, entry]) => [`use.${key.slice(own.length)}`, entry])) };
}
