// What a message answers, in one line above it: a press leads there.

import { useEffect } from "preact/hooks";
import { useComputed } from "@preact/signals";
import { Icon } from "../shared/icon.tsx";
import * as icons from "../shared/icons.ts";
import { isolate, t } from "../shared/t.ts";
import { excerptOf } from "../text/excerpt.ts";
import type { RoomView } from "./room-view.ts";

export function Quote({ seq, view }: { seq: number; view: RoomView }) {
  const { client } = view;
  const found = useComputed(() => view.find(seq) ?? view.talk.quoted.value.get(seq)).value;
  useEffect(() => {
    if (found === undefined && client !== undefined) view.talk.askForQuoted(client, seq);
  }, [found === undefined, client, seq]);
  const message = typeof found === "object" ? found : undefined;
  const said = message === undefined ? t("talk.quote.earlier") : excerptOf(message.text ?? t("log.gone"));
  const label =
    message === undefined
      ? t("talk.quote.unknown")
      : t("talk.quote.label", { name: isolate(message.by.name), text: isolate(said) });
  return (
    <button
      type="button"
      class="quote"
      aria-label={label}
      title={t("talk.quote.go")}
      onClick={() => view.talk.show(seq)}
    >
      <Icon path={icons.reply} size={14} />
      {message !== undefined && <bdi class="who">{message.by.name}</bdi>}
      <bdi class={message?.text === undefined ? "what quiet" : "what"}>{said}</bdi>
    </button>
  );
}
