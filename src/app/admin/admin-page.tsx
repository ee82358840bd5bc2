// What operators see: what happens now, how far the free plan goes, what went wrong, and each room.

import { useEffect, useState } from "preact/hooks";
import { CopyBox } from "../shared/copy-box.tsx";
import { locale } from "../shared/language.ts";
import { t } from "../shared/t.ts";
import { codesOf, faultsOf, type Figures, rateOf, refusalsOf } from "./figures.ts";
import type { Following, Status } from "./follow-figures.ts";
import { FreePlan } from "./free-plan.tsx";
import { RoomTable } from "./room-table.tsx";
import "./words-admin.ts";

const TICK_MS = 1_000;
const wholes = new Intl.NumberFormat(locale);
const rates = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });

export function AdminPage({ following }: { following: Following }) {
  const followed = following.followed.value;
  switch (followed.kind) {
    case "asking":
      return (
        <p class="quiet" role="status">
          {t("admin.asking")}
        </p>
      );
    case "refused":
      return <Refused />;
    case "unreachable":
      return (
        <div class="panel failed" role="alert">
          <p>{t("admin.unreachable")}</p>
          <button type="button" class="button outlined" onClick={() => following.again()}>
            {t("admin.again")}
          </button>
        </div>
      );
    case "open":
      return <Open figures={followed.figures} aheadMs={followed.aheadMs} status={following.status.value} />;
  }
}

function Refused() {
  return (
    <section class="panel refused">
      <h2>{t("admin.refused.heading")}</h2>
      <p>{t("admin.refused.text")}</p>
      <CopyBox text={`npm run operator -- ${location.origin}`} label={t("admin.refused.command")} />
    </section>
  );
}

function Open({ figures, aheadMs, status }: { figures: Figures; aheadMs: number; status: Status }) {
  const now = useNow() + aheadMs;
  return (
    <>
      {!figures.telemetry && <p class="panel notice">{t("admin.off")}</p>}
      <Now figures={figures} now={now} status={status} />
      <div class="halves">
        <FreePlan figures={figures} />
        <Trouble figures={figures} />
      </div>
      <RoomTable rooms={figures.rooms} gigabytes={figures.freePlan.gigabytes} now={now} />
    </>
  );
}

/** Ticks by itself: that a room has become quiet is told by nobody. */
function useNow(): number {
  const [now, tick] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => tick(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}

function Now({ figures, now, status }: { figures: Figures; now: number; status: Status }) {
  const rooms = [...figures.rooms.values()];
  const sum = (of: (room: (typeof rooms)[number]) => number): number =>
    rooms.reduce((total, room) => total + of(room), 0);
  const relays = sum((room) => room.relays ?? 0);
  return (
    <section aria-labelledby="now-title">
      <header class="section-head">
        <h2 id="now-title">{t("admin.now")}</h2>
        <span class="status" data-status={status} role="status">
          <span class="dot" aria-hidden="true" />
          <span class="word">{t(`status.${status}`)}</span>
        </span>
      </header>
      <dl class="figures panel">
        <Figure label={t("admin.rooms")} value={wholes.format(figures.count)} />
        <Figure label={t("admin.sockets")} value={wholes.format(sum(({ sockets }) => sockets))} />
        {relays > 0 && <Figure label={t("admin.relays")} value={wholes.format(relays)} />}
        <Figure label={t("admin.rate")} value={rates.format(sum((room) => rateOf(room, now)))} />
        <Figure label={t("admin.events")} value={wholes.format(figures.today.events)} />
      </dl>
    </section>
  );
}

function Figure({ label, value, isBad = false }: { label: string; value: string; isBad?: boolean }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd class={isBad ? "bad" : ""}>{value}</dd>
    </div>
  );
}

function Trouble({ figures }: { figures: Figures }) {
  const { today, refusedAtEdge } = figures;
  const faults = faultsOf(today) + faultsOf({ refused: refusedAtEdge });
  const refusals = refusalsOf(today.refused) + refusalsOf(refusedAtEdge);
  const codes = codesOf(figures);
  return (
    <section class="panel trouble" aria-labelledby="trouble-title">
      <h2 id="trouble-title">{t("admin.trouble")}</h2>
      <dl class="figures">
        <Figure label={t("admin.faults")} value={wholes.format(faults)} isBad={faults > 0} />
        <Figure label={t("admin.slow")} value={wholes.format(today.slow)} />
        <Figure label={t("admin.refusals")} value={wholes.format(refusals)} />
      </dl>
      {codes.length === 0 ? (
        <p class="quiet">{t("admin.codes.none")}</p>
      ) : (
        <ul class="codes" aria-label={t("admin.codes")}>
          {codes.map(([code, times]) => (
            <li key={code}>
              <code>{code}</code> {wholes.format(times)}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
