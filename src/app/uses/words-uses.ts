// Brings the words of en-uses.ts in the language of the page, with whatever imports this.

import { addWords } from "../shared/t.ts";
import type { Czech, German } from "../shared/words.ts";
import { enUses } from "./en-uses.ts";

await addWords(enUses, {
  cs: async (): Promise<Czech<typeof enUses>> => (await import("./cs-uses.ts")).csUses,
  de: async (): Promise<German<typeof enUses>> => (await import("./de-uses.ts")).deUses,
});
