// A form that asks the server for one thing: while it does nobody asks twice, and why it was not done stands above the buttons.

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { type Key, t } from "../shared/t.ts";
import { refusalOf } from "./refusal.ts";

type ActFormProps = {
  /** What the button says that does it. */
  submit: string;
  /** Says that it was not done, and the `reason`. */
  failed: Key;
  /** Gives what is missing, in words, where it cannot be asked for yet. */
  missing?: () => string | undefined;
  /** Rejects where it was refused: then it says so and stays. */
  onSubmit: () => Promise<unknown>;
  onClose: () => void;
  children: ComponentChildren;
  /** What stands below the buttons. */
  after?: ComponentChildren;
};

export function ActForm({ submit, failed, missing, onSubmit, onClose, children, after }: ActFormProps) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const act = async () => {
    const lack = missing?.();
    setProblem(lack);
    if (lack !== undefined) return;
    setBusy(true);
    try {
      await onSubmit();
    } catch (error) {
      setProblem(t(failed, { reason: refusalOf(error) }));
      setBusy(false);
    }
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void act();
      }}
    >
      {children}
      {problem !== undefined && (
        <p class="problem" id="act-problem" role="alert">
          {problem}
        </p>
      )}
      <div class="ways">
        <button type="submit" class="button filled large" disabled={busy}>
          {submit}
        </button>
        <button type="button" class="button outlined large" onClick={onClose}>
          {t("dialog.close")}
        </button>
      </div>
      {after}
    </form>
  );
}
