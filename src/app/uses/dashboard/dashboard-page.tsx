// Entry of the dashboard: figures that somebody puts, as gauges, lines and bars.

import { type ReadonlySignal, signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import type { HeldValues } from "../../../client/values.ts";
import { isolate, t } from "../../shared/t.ts";
import { mountUse } from "../mount-use.tsx";
import type { Figures, Source } from "./figures.ts";
import { Bars, Gauge, Line } from "./drawings.tsx";

/** Without news for so long, figures are old. */
const FRESH_MS = 4000;

type Shown = { readonly figures: Figures; readonly source: Source; readonly heardMs: number; readonly ways: Ways };
type Ways = { readonly requests: readonly number[]; readonly latency: readonly number[] };

mountUse(async (room, enter) => {
  const [guest, { followFigures, sendFigures }, { readFigures, follow, createWanderer }, { watchClient }] =
    await Promise.all([enter(), import("./follow-figures.ts"), import("./figures.ts"), import("../watch-client.ts")]);
  const shown = signal<Shown | undefined>(undefined);
  const show = (values: HeldValues): void => {
    const read = readFigures(values);
    const before = shown.peek();
    if (read === undefined) shown.value = undefined;
    else if (read.source.atMs !== before?.source.atMs) {
      const ways = before?.ways ?? { requests: [], latency: [] };
      shown.value = {
        ...read,
        heardMs: performance.now(),
        ways: {
          requests: follow(ways.requests, read.figures.requests),
          latency: follow(ways.latency, read.figures.latency),
        },
      };
    }
  };
  const client = followFigures(room, guest, show);
  const send = (): (() => void) => sendFigures(client, createWanderer());
  return { ...watchClient(client), view: <Dashboard shown={shown} send={send} /> };
});

type DashboardProps = { shown: ReadonlySignal<Shown | undefined>; send: () => () => void };

function Dashboard({ shown, send }: DashboardProps) {
  const [sending, setSending] = useState(false);
  useEffect(() => (sending ? send() : undefined), [sending]);
  const now = shown.value;
  return (
    <>
      <div class="row">
        <button
          type="button"
          class={sending ? "button outlined large" : "button filled large"}
          aria-pressed={sending}
          onClick={() => setSending(!sending)}
        >
          {t(sending ? "uses.dashboard.stop" : "uses.dashboard.send")}
        </button>
        <p class="quiet">{now === undefined ? t("uses.dashboard.nobody") : <Age shown={now} />}</p>
      </div>
      <Cards shown={now} />
    </>
  );
}

/** Ticks by itself: that nothing comes any more is told by nobody. */
function Age({ shown }: { shown: Shown }) {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  const ageMs = performance.now() - shown.heardMs;
  const name = isolate(shown.source.name);
  if (ageMs < FRESH_MS) return t("uses.dashboard.source", { name });
  return t("uses.dashboard.old", { name, seconds: Math.round(ageMs / 1000) });
}

function Cards({ shown }: { shown: Shown | undefined }) {
  const figures = shown?.figures;
  return (
    <div class="cards">
      <Line
        label={t("uses.dashboard.requests")}
        unit={t("uses.dashboard.perSecond")}
        value={figures?.requests}
        way={shown?.ways.requests ?? []}
      />
      <Line
        label={t("uses.dashboard.latency")}
        unit={t("uses.dashboard.ms")}
        value={figures?.latency}
        way={shown?.ways.latency ?? []}
      />
      <Gauge label={t("uses.dashboard.processor")} percent={figures?.processor} />
      <Gauge label={t("uses.dashboard.memory")} percent={figures?.memory} />
      <Bars label={t("uses.dashboard.regions")} regions={figures?.regions} />
    </div>
  );
}
