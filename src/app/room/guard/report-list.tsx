// What members reported, what waits first: each with what can be done about it, which also settles it.

import { useState } from "preact/hooks";
import type { Reports, ShownReport } from "../../../protocol/http.ts";
import { useAskedFocus } from "../../shared/asked-focus.ts";
import { formatUntil } from "../../shared/calendar.ts";
import { isKey, isolate, t } from "../../shared/t.ts";
import { moderate } from "../moderate.ts";
import { refusalOf } from "../refusal.ts";
import type { RoomView } from "../room-view.ts";
import { readReports } from "./desk-route.ts";
import { Earlier } from "./earlier.tsx";
import { Fetched } from "./fetched.tsx";
import { ReportedMessage } from "./reported-message.tsx";

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

export function ReportList({ view }: { view: RoomView }) {
  const { room } = view;
  return (
    <Fetched fetch={() => readReports(room)}>{(held, put) => <Queue view={view} held={held} onHeld={put} />}</Fetched>
  );
}

type QueueProps = { view: RoomView; held: Reports; onHeld: (reports: Reports) => void };

function Queue({ view, held, onHeld }: QueueProps) {
  const waiting = held.reports.filter(({ resolvedAt }) => resolvedAt === undefined);
  const settled = held.reports.filter(({ resolvedAt }) => resolvedAt !== undefined);
  const addEarlier = async () => {
    const page = await readReports(view.room, held.reports.at(-1)?.report);
    onHeld({ ...page, reports: [...held.reports, ...page.reports] });
  };
  const settle = (report: ShownReport) =>
    onHeld({
      ...held,
      waiting: Math.max(0, held.waiting - 1),
      reports: held.reports.map((each) => (each.report === report.report ? report : each)),
    });
  return (
    <>
      <p role="status">{held.waiting === 0 ? t("reports.none") : t("reports.waiting", { count: held.waiting })}</p>
      {view.state.value.reports > held.waiting && <Newer room={view.room} onHeld={onHeld} />}
      <ul class="reports">
        {waiting.map((report) => (
          <Waiting key={report.report} view={view} report={report} onSettled={settle} />
        ))}
      </ul>
      {settled.length > 0 && (
        <>
          <h3>{t("reports.settled")}</h3>
          <ul class="reports">
            {settled.map((report) => (
              <li key={report.report}>
                <ReportedMessage view={view} seq={report.message} />
                <p class="hint">{whoReported(report)}</p>
                <p class="hint">{howSettled(report)}</p>
              </li>
            ))}
          </ul>
        </>
      )}
      <Earlier more={held.more} onEarlier={addEarlier} />
    </>
  );
}

/** More came in while one looks. What is half done stays as it is until one asks for it. */
function Newer({ room, onHeld }: Pick<QueueProps, "onHeld"> & { room: string }) {
  return (
    <button type="button" class="button outlined" onClick={() => void readReports(room).then(onHeld, () => undefined)}>
      {t("reports.newer")}
    </button>
  );
}

type WaitingProps = { view: RoomView; report: ShownReport; onSettled: (report: ShownReport) => void };

function Waiting({ view, report, onSettled }: WaitingProps) {
  const [asking, setAsking] = useState<"remove" | "ban">();
  const place = useAskedFocus(asking !== undefined);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const { author, message } = report;
  const name = isolate(author.name);
  const settle = async (outcome: "acted" | "dismissed", act: () => Promise<unknown>) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await act();
      await view.ask({ type: "resolve", report: report.report, outcome });
      const you = view.you.value;
      onSettled({ ...report, outcome, resolvedAt: Date.now(), ...(you === undefined ? {} : { resolvedBy: you }) });
    } catch (error) {
      setProblem(t("guard.failed", { reason: refusalOf(error) }));
      setAsking(undefined);
      setBusy(false);
    }
  };
  const doAsked = () => {
    if (asking === "remove") return settle("acted", async () => view.ask({ type: "remove", message }));
    return settle("acted", async () => moderate(view, author, { action: "ban", untilAt: Date.now() + DAY_MS }));
  };
  const mute = () =>
    settle("acted", async () => moderate(view, author, { action: "mute", untilAt: Date.now() + HOUR_MS }));
  return (
    <li aria-label={t("reports.of", { name })}>
      <ReportedMessage view={view} seq={message} />
      <p class="hint">{whoReported(report)}</p>
      {asking === undefined ? (
        <div class="ways">
          <button
            ref={place}
            type="button"
            class="button outlined danger"
            disabled={busy}
            onClick={() => setAsking("remove")}
          >
            {t("reports.remove")}
          </button>
          <button type="button" class="button outlined" disabled={busy} onClick={() => void mute()}>
            {t("reports.mute")}
          </button>
          <button type="button" class="button outlined danger" disabled={busy} onClick={() => setAsking("ban")}>
            {t("reports.ban")}
          </button>
          <button
            type="button"
            class="button outlined"
            disabled={busy}
            onClick={() => void settle("dismissed", async () => undefined)}
          >
            {t("reports.dismiss")}
          </button>
        </div>
      ) : (
        <div class="ways" role="group" aria-label={t(`reports.${asking}.ask`, { name })}>
          <p>{t(`reports.${asking}.ask`, { name })}</p>
          <button type="button" class="button outlined danger" disabled={busy} onClick={() => void doAsked()}>
            {t("reports.sure")}
          </button>
          <button
            ref={place}
            type="button"
            class="button outlined"
            disabled={busy}
            onClick={() => setAsking(undefined)}
          >
            {t("reports.leave")}
          </button>
        </div>
      )}
      {problem !== undefined && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
    </li>
  );
}

function whoReported({ by, at, reason }: ShownReport): string {
  const name = isolate(by.name);
  const time = formatUntil(at, Date.now());
  return reason === undefined
    ? t("reports.by", { name, time })
    : t("reports.because", { name, time, reason: isolate(reason) });
}

function howSettled({ outcome, resolvedBy, resolvedAt = 0 }: ShownReport): string {
  const key = `reports.outcome.${outcome}`;
  const values = { name: isolate(resolvedBy?.name ?? ""), time: formatUntil(resolvedAt, Date.now()) };
  return t(isKey(key) ? key : "reports.outcome", values);
}
