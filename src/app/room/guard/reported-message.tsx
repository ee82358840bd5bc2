// The message that a report is about, in a few lines, as it stands now.

import { useComputed } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { t } from "../../shared/t.ts";
import { excerptOf } from "../../text/excerpt.ts";
import type { RoomView } from "../room-view.ts";

export function ReportedMessage({ view, seq }: { view: RoomView; seq: number }) {
  const { client } = view;
  const found = useComputed(() => view.find(seq) ?? view.talk.quoted.value.get(seq)).value;
  useEffect(() => {
    if (found === undefined && client !== undefined) view.talk.askForQuoted(client, seq);
  }, [found === undefined, client, seq]);
  if (found === undefined || found === "asked") return <p class="hint">{t("reports.fetching")}</p>;
  const text = found === "missing" ? undefined : found.text;
  if (found === "missing" || text === undefined) return <p class="hint">{t("reports.gone")}</p>;
  return (
    <blockquote class="reported">
      <bdi class="quiet">{found.by.name}</bdi>
      <p dir="auto">{excerptOf(text)}</p>
    </blockquote>
  );
}
