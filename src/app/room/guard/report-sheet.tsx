// Tells the moderators of a message, with a reason or without one.

import { useEffect, useRef, useState } from "preact/hooks";
import { REASON_CHARS } from "../../../protocol/limits.ts";
import { Sheet } from "../../shared/sheet.tsx";
import { t } from "../../shared/t.ts";
import { refusalOf } from "../refusal.ts";
import type { RoomView } from "../room-view.ts";
import { toast } from "../toast.ts";
import { ReportedMessage } from "./reported-message.tsx";

export function ReportSheet({ view, message, onClose }: { view: RoomView; message: number; onClose: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  useEffect(() => field.current?.focus(), []);
  const report = async () => {
    setBusy(true);
    const why = reason.trim();
    try {
      await view.ask({ type: "report", message, ...(why === "" ? {} : { reason: why }) });
      toast.value = { text: t("guard.reported") };
      onClose();
    } catch (error) {
      setProblem(t("report.failed", { reason: refusalOf(error) }));
      setBusy(false);
    }
  };
  return (
    <Sheet open onClose={onClose} labelledBy="report-title" class="managing">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void report();
        }}
      >
        <header>
          <h2 id="report-title">{t("report.title")}</h2>
          <p class="quiet">{t("report.text")}</p>
        </header>
        <ReportedMessage view={view} seq={message} />
        <div class="field">
          <label for="report-reason">{t("report.reason")}</label>
          <div class="input">
            <input
              ref={field}
              id="report-reason"
              value={reason}
              maxLength={REASON_CHARS}
              dir="auto"
              autoComplete="off"
              onInput={(event) => setReason(event.currentTarget.value)}
            />
          </div>
        </div>
        {problem !== undefined && (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
        <div class="ways">
          <button type="submit" class="button filled large" disabled={busy}>
            {t("report.do")}
          </button>
          <button type="button" class="button outlined large" onClick={onClose}>
            {t("dialog.close")}
          </button>
        </div>
      </form>
    </Sheet>
  );
}
