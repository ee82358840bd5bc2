// What a panel asked the server for: that it is on its way, that it did not come, or what it is.

import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { RoomClient } from "../../client/room-client.ts";
import { t } from "../shared/t.ts";
import type { RoomView } from "./room-view.ts";

type Asked<T> =
  | { readonly kind: "asking" }
  | { readonly kind: "failed" }
  | { readonly kind: "told"; readonly value: T };

type AskedListProps<T> = {
  view: RoomView;
  /** It is asked for anew when this changes; what was told stays meanwhile. */
  version: unknown;
  ask: (client: RoomClient) => Promise<T>;
  children: (value: T) => ComponentChildren;
};

export function AskedList<T>({ view, version, ask, children }: AskedListProps<T>) {
  const { client } = view;
  const [asked, setAsked] = useState<Asked<T>>({ kind: "asking" });
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (client === undefined) return;
    let isOver = false;
    ask(client).then(
      (value) => !isOver && setAsked({ kind: "told", value }),
      () => !isOver && setAsked((before) => (before.kind === "told" ? before : { kind: "failed" })),
    );
    return () => (isOver = true);
  }, [client, version, tries]);
  if (asked.kind === "told") return <>{children(asked.value)}</>;
  if (asked.kind === "asking") return <p class="quiet empty">{t("talk.loading")}</p>;
  return (
    <p class="empty" role="alert">
      {t("talk.failed")}{" "}
      <button type="button" class="button link" onClick={() => setTries(tries + 1)}>
        {t("talk.again")}
      </button>
    </p>
  );
}
