// What a part of the desk is made of once it was fetched: that it is on its way, or why it did not come.

import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { t } from "../../shared/t.ts";
import { refusalOf } from "../refusal.ts";

type State<T> = { kind: "fetching" } | { kind: "failed"; reason: string } | { kind: "fetched"; value: T };

type FetchedProps<T> = {
  fetch: () => Promise<T>;
  children: (value: T, put: (value: T) => void) => ComponentChildren;
};

/** `put` takes what was fetched anew, or is known by now. */
export function Fetched<T>({ fetch, children }: FetchedProps<T>) {
  const [state, setState] = useState<State<T>>({ kind: "fetching" });
  const put = (value: T) => setState({ kind: "fetched", value });
  const begin = () => {
    setState({ kind: "fetching" });
    fetch().then(put, (error: unknown) => setState({ kind: "failed", reason: refusalOf(error) }));
  };
  useEffect(begin, []);
  switch (state.kind) {
    case "fetching":
      return <p class="hint">{t("desk.loading")}</p>;
    case "failed":
      return (
        <div class="act">
          <p class="problem" role="alert">
            {t("desk.failed", { reason: state.reason })}
          </p>
          <div class="ways">
            <button type="button" class="button outlined" onClick={begin}>
              {t("desk.again")}
            </button>
          </div>
        </div>
      );
    case "fetched":
      return <>{children(state.value, put)}</>;
  }
}
