// Asks once more before something is done that cannot be taken back. What is harmless has the focus.

import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Sheet } from "../../shared/sheet.tsx";
import { t } from "../../shared/t.ts";
import { refusalOf } from "../refusal.ts";

type QuestionProps = {
  title: string;
  /** What does it, and what leaves everything as it is. */
  yes: string;
  no: string;
  isReady?: boolean;
  /** Rejects where it was refused: then it says so and stays. */
  onYes: () => Promise<void>;
  onClose: () => void;
  children: ComponentChildren;
};

export function Question({ title, yes, no, isReady = true, onYes, onClose, children }: QuestionProps) {
  const leave = useRef<HTMLButtonElement>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  useEffect(() => leave.current?.focus(), []);
  const act = async () => {
    setBusy(true);
    try {
      await onYes();
      onClose();
    } catch (error) {
      setProblem(t("guard.failed", { reason: refusalOf(error) }));
      setBusy(false);
    }
  };
  return (
    <Sheet open onClose={onClose} labelledBy="question-title" class="managing">
      <h2 id="question-title">{title}</h2>
      {children}
      {problem !== undefined && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <div class="ways">
        <button type="button" class="button outlined danger" disabled={busy || !isReady} onClick={() => void act()}>
          {yes}
        </button>
        <button ref={leave} type="button" class="button outlined" onClick={onClose}>
          {no}
        </button>
      </div>
    </Sheet>
  );
}
