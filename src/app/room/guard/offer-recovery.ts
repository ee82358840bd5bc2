// To whoever just made a room as a guest: the way back to it, since only this browser's session owns it.

import { readStored, writeStored } from "../../shared/stored.ts";
import { t } from "../../shared/t.ts";
import { toast } from "../toast.ts";
import { openGuard } from "./guarding.ts";

/** Longer than what tells of something done: it is read first. */
const SHOWN_MS = 20_000;

/** Once, in the room that was made. */
export function offerRecovery(room: string): void {
  if (readStored("made") !== room) return;
  writeStored("made", undefined);
  toast.value = {
    text: t("guard.made"),
    shownMs: SHOWN_MS,
    offer: { label: t("guard.made.offer"), take: () => openGuard({ kind: "yours" }) },
  };
}
