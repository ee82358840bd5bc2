// What leads on in a list that comes by pages, newest first, and why it did not, if it did not.

import { useState } from "preact/hooks";
import { t } from "../../shared/t.ts";
import { refusalOf } from "../refusal.ts";

type EarlierProps = {
  more: boolean;
  /** Fetches the next page and adds it. */
  onEarlier: () => Promise<void>;
};

export function Earlier({ more, onEarlier }: EarlierProps) {
  const [problem, setProblem] = useState<string>();
  const show = () => {
    setProblem(undefined);
    onEarlier().catch((error: unknown) => setProblem(t("desk.failed", { reason: refusalOf(error) })));
  };
  return (
    <>
      {more && (
        <button type="button" class="button outlined" onClick={show}>
          {t("desk.earlier")}
        </button>
      )}
      {problem !== undefined && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}
