// Shows what was done a moment ago. It stays as long as somebody is on it.

import { useEffect, useState } from "preact/hooks";
import { Icon } from "../shared/icon.tsx";
import * as icons from "../shared/icons.ts";
import { t } from "../shared/t.ts";
import { refusalOf } from "./refusal.ts";
import { type Toast, toast } from "./toast.ts";

const SHOWN_MS = 8000;

export function ToastLine() {
  const told = toast.value;
  return (
    <div class="toasts" role="status">
      {told !== undefined && <Told key={told.text} told={told} />}
    </div>
  );
}

function Told({ told }: { told: Toast }) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => toast.value === told && close(), told.shownMs ?? SHOWN_MS);
    return () => clearTimeout(timer);
  }, [held, told]);
  const undo = async () => {
    try {
      await told.undo?.();
      toast.value = { text: t("toast.undone") };
    } catch (error) {
      toast.value = { text: t("toast.failed", { reason: refusalOf(error) }) };
    }
  };
  return (
    <div
      class="toast"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocusIn={() => setHeld(true)}
      onFocusOut={() => setHeld(false)}
    >
      <p>{told.text}</p>
      {told.undo !== undefined && (
        <button type="button" class="button link" onClick={() => void undo()}>
          {t("toast.undo")}
        </button>
      )}
      {told.offer !== undefined && (
        <button
          type="button"
          class="button link"
          onClick={() => {
            close();
            told.offer?.take();
          }}
        >
          {told.offer.label}
        </button>
      )}
      <button type="button" class="button icon" aria-label={t("toast.close")} title={t("toast.close")} onClick={close}>
        <Icon path={icons.close} size={16} />
      </button>
    </div>
  );
}

function close(): void {
  toast.value = undefined;
}
