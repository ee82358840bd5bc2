// Changes one's own name in the room.

import { useState } from "preact/hooks";
import { ChatError } from "../../protocol/errors.ts";
import { t } from "../shared/t.ts";
import { NameDialog } from "./name-dialog.tsx";
import { nameReasonOf } from "./name-reason.ts";
import type { RoomView } from "./room-view.ts";

type Saving =
  | { readonly kind: "still" }
  | { readonly kind: "saving" }
  | { readonly kind: "failed"; readonly problem: string };

export function RenameDialog({ view, onClose }: { view: RoomView; onClose: () => void }) {
  const [saving, setSaving] = useState<Saving>({ kind: "still" });
  const close = () => {
    setSaving({ kind: "still" });
    onClose();
  };
  const save = async (name: string) => {
    setSaving({ kind: "saving" });
    try {
      await view.rename(name);
      close();
    } catch (error) {
      const isAnswered = error instanceof ChatError && error.code !== "internal";
      const reason = isAnswered ? nameReasonOf(error.code, error.message) : t("name.unreachable");
      setSaving({ kind: "failed", problem: t("name.failed", { reason }) });
    }
  };
  return (
    <NameDialog
      open
      mode="rename"
      room={view.title.value}
      name={view.you.value?.name}
      problem={saving.kind === "failed" ? saving.problem : undefined}
      busy={saving.kind === "saving"}
      onName={(name) => void save(name)}
      onClose={close}
    />
  );
}
