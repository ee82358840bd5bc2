// What cannot be taken back, each asked about once more: somebody sent away, all that somebody said, a room handed on, a room deleted.

import { useState } from "preact/hooks";
import { askServer } from "../../shared/ask-server.ts";
import { Choice } from "../../shared/choice.tsx";
import { isolate, t } from "../../shared/t.ts";
import { moderate } from "../moderate.ts";
import type { RoomView } from "../room-view.ts";
import { toast } from "../toast.ts";
import { forgetRoom } from "../visited-rooms.ts";
import type { PurgeSpan, Whom } from "./guarding.ts";
import { Question } from "./question.tsx";

const HOUR_MS = 60 * 60_000;
const SPANS_MS = { hour: HOUR_MS, day: 24 * HOUR_MS, all: undefined } as const;
const SPANS = ["hour", "day", "all"] as const satisfies readonly PurgeSpan[];

type AboutProps = { view: RoomView; member: Whom; onClose: () => void };

export function PurgeQuestion({ view, member, since, onClose }: AboutProps & { since: PurgeSpan }) {
  const [span, setSpan] = useState<PurgeSpan>(since);
  const name = isolate(member.name);
  const purge = async () => {
    const backMs = SPANS_MS[span];
    const sinceAt = backMs === undefined ? {} : { sinceAt: Date.now() - backMs };
    await view.ask({ type: "purge", member: member.id, ...sinceAt });
    toast.value = { text: t("purge.done", { name }) };
  };
  return (
    <Question
      title={t("purge.title", { name })}
      yes={t("purge.do")}
      no={t("purge.not")}
      onYes={purge}
      onClose={onClose}
    >
      <Choice
        id="purge-since"
        label={t("purge.since")}
        value={span}
        options={SPANS.map((value) => ({ value, label: t(`purge.since.${value}`) }))}
        onChoose={setSpan}
      />
      <p class="hint">{t("purge.text")}</p>
    </Question>
  );
}

export function KickQuestion({ view, member, reason, onClose }: AboutProps & { reason: string }) {
  const name = isolate(member.name);
  const isPrivate = view.state.value.room?.visibility === "private";
  return (
    <Question
      title={t("moderate.kick.ask", { name })}
      yes={t("moderate.kick.do", { name })}
      no={t("moderate.kick.not")}
      onYes={async () => moderate(view, member, { action: "kick", ...(reason === "" ? {} : { reason }) })}
      onClose={onClose}
    >
      {reason !== "" && <p dir="auto">{reason}</p>}
      <p class="hint">{t(isPrivate ? "moderate.kick.sure.private" : "moderate.kick.sure")}</p>
    </Question>
  );
}

export function TransferQuestion({ view, member, onClose }: AboutProps) {
  const name = isolate(member.name);
  const transfer = async () => {
    await view.ask({ type: "transfer", member: member.id });
    toast.value = { text: t("transfer.done", { name }) };
  };
  return (
    <Question
      title={t("transfer.title", { name })}
      yes={t("transfer.do", { name })}
      no={t("transfer.not")}
      onYes={transfer}
      onClose={onClose}
    >
      <p>{t("transfer.text")}</p>
    </Question>
  );
}

/** Nobody deletes a room by one press too many: its name is typed. */
export function EndingQuestion({ view, onClose }: { view: RoomView; onClose: () => void }) {
  const [typed, setTyped] = useState("");
  const room = view.title.value;
  const end = async () => {
    await askServer("DELETE", `/api/rooms/${view.room}`);
    view.close();
    forgetRoom(view.room);
    location.assign("/");
  };
  return (
    <Question
      title={t("ending.title", { room: isolate(room) })}
      yes={t("ending.do")}
      no={t("ending.not")}
      isReady={typed.trim() === room.trim()}
      onYes={end}
      onClose={onClose}
    >
      <p>{t("ending.text")}</p>
      <div class="field">
        <label for="ending-name">{t("ending.field", { room: isolate(room) })}</label>
        <div class="input">
          <input
            id="ending-name"
            value={typed}
            dir="auto"
            autoComplete="off"
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </div>
      </div>
    </Question>
  );
}
