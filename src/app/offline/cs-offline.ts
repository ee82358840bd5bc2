// What Hubbub says about its own versions, in Czech.

import type { Czech } from "../shared/words.ts";
import type { enOffline } from "./en-offline.ts";

export const csOffline: Czech<typeof enOffline> = {
  "version.new": "Je tu nová verze. Co máš rozepsané, zůstane.",
  "version.editing": "Nejdřív ulož nebo zahoď úpravu zprávy: načtením by se ztratila.",
  "version.reload": "Načíst",
  "version.later": "Později",
};
