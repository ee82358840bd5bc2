// Tells the moderators of a message, with a reason or without one.

import { useEffect, useRef, useState } from "preact/hooks";
import { REASON_CHARS } from "../../../protocol/limits.ts";
import { Sheet } from "../../shared/sheet.tsx";
import { t } from "../../shared/t.ts";
import { ActForm } from "../act-form.tsx";
import type { RoomView } from "../room-view.ts";
import { toast } from "../toast.ts";
import { ReportedMessage } from "./reported-message.tsx";

export function ReportSheet({ view, message, onClose }: { view: RoomView; message: number; onClose: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  const [reason, setReason] = useState("");
  useEffect(() => field.current?.focus(), []);
  const report = async () => {
    const why = reason.trim();
    await view.ask({ type: "report", message, ...(why === "" ? {} : { reason: why }) });
    toast.value = { text: t("guard.reported") };
    onClose();
  };
  return (
    <Sheet open onClose={onClose} labelledBy="report-title" class="managing">
      <ActForm submit={t("report.do")} failed="report.failed" onSubmit={report} onClose={onClose}>
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
      </ActForm>
    </Sheet>
  );
}
