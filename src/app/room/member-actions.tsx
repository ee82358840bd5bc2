// What may be done about a member: the role, a mute, sending away, a ban. A ban is asked about once more.

import { useState } from "preact/hooks";
import { useAskedFocus } from "../shared/asked-focus.ts";
import type { RosterEntry } from "../../protocol/schemas.ts";
import { Sheet } from "../shared/sheet.tsx";
import { isolate, type Key, t } from "../shared/t.ts";
import { type Guarding, openGuard } from "./guard/guarding.ts";
import { moderate, type Moderation } from "./moderate.ts";
import { refusalOf } from "./refusal.ts";
import type { RoomView } from "./room-view.ts";

const MINUTE_MS = 60_000;
const SPANS = {
  minutes: 10 * MINUTE_MS,
  hour: 60 * MINUTE_MS,
  day: 24 * 60 * MINUTE_MS,
  week: 7 * 24 * 60 * MINUTE_MS,
  ever: undefined,
} as const;
type Span = keyof typeof SPANS;
const MUTES = ["minutes", "hour", "ever"] as const satisfies readonly Span[];
const BANS = ["hour", "day", "week", "ever"] as const satisfies readonly Span[];
type BanSpan = (typeof BANS)[number];

const SPAN_WORDS = {
  hour: "moderate.hour",
  day: "moderate.day",
  week: "guard.week",
  ever: "moderate.ever",
} as const satisfies Record<BanSpan, Key>;
const ASKS = {
  hour: "moderate.ban.ask.hour",
  day: "moderate.ban.ask.day",
  week: "guard.ban.ask.week",
  ever: "moderate.ban.ask.ever",
  kick: "moderate.kick.ask",
} as const satisfies Record<BanSpan | "kick", Key>;

type MemberActionsProps = { view: RoomView; member: RosterEntry; onClose: () => void };

export function MemberActions({ view, member, onClose }: MemberActionsProps) {
  const [asking, setAsking] = useState<BanSpan | "kick">();
  const place = useAskedFocus(asking !== undefined);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const name = isolate(member.name);
  const isPrivate = view.state.value.room?.visibility === "private";
  const act = async (moderation: Moderation) => {
    setBusy(true);
    try {
      await moderate(view, member, moderation);
      onClose();
    } catch (error) {
      setProblem(t("moderate.failed", { reason: refusalOf(error) }));
      setBusy(false);
    }
  };
  return (
    <Sheet open onClose={onClose} labelledBy="moderate-title" class="managing">
      <h2 id="moderate-title">{t(asking === undefined ? "moderate.title" : ASKS[asking], { name })}</h2>
      {asking === undefined ? (
        <Acts
          view={view}
          member={member}
          busy={busy}
          place={place}
          onAct={(moderation) => void act(moderation)}
          onSure={setAsking}
          onAsk={(kind) => {
            onClose();
            openGuard({ kind, member });
          }}
        />
      ) : (
        <Sure
          text={t(
            asking !== "kick" ? "moderate.ban.sure" : isPrivate ? "moderate.kick.sure.private" : "moderate.kick.sure",
          )}
          yes={t(asking === "kick" ? "moderate.kick.do" : "moderate.ban.do", { name })}
          no={t(asking === "kick" ? "moderate.kick.not" : "moderate.ban.not")}
          busy={busy}
          place={place}
          onYes={() => void act(asking === "kick" ? { action: "kick" } : { action: "ban", ...until(asking) })}
          onNo={() => setAsking(undefined)}
        />
      )}
      {problem !== undefined && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      {asking === undefined && (
        <button type="button" class="button outlined" onClick={onClose}>
          {t("dialog.close")}
        </button>
      )}
    </Sheet>
  );
}

type Place = (button: HTMLElement | null) => void;

type SureProps = {
  text: string;
  yes: string;
  no: string;
  busy: boolean;
  place: Place;
  onYes: () => void;
  onNo: () => void;
};

/** What is harmless has the focus. */
function Sure({ text, yes, no, busy, place, onYes, onNo }: SureProps) {
  return (
    <>
      <p>{text}</p>
      <div class="ways">
        <button type="button" class="button outlined danger" disabled={busy} onClick={onYes}>
          {yes}
        </button>
        <button ref={place} type="button" class="button outlined" onClick={onNo}>
          {no}
        </button>
      </div>
    </>
  );
}

type ActsProps = {
  view: RoomView;
  member: RosterEntry;
  busy: boolean;
  place: Place;
  onAct: (moderation: Moderation) => void;
  /** What is asked about once more. */
  onSure: (what: BanSpan | "kick") => void;
  /** What is asked about in a sheet of its own. */
  onAsk: (kind: Extract<Guarding["kind"], "purge" | "transfer">) => void;
};

function Acts({ view, member, busy, place, onAct, onSure, onAsk }: ActsProps) {
  const isOwner = view.you.value?.role === "owner";
  const isPrivate = view.state.value.room?.visibility === "private";
  const other = member.role === "moderator" ? "member" : "moderator";
  return (
    <>
      {isOwner && (
        <div class="act">
          <h3>{t("moderate.role")}</h3>
          <div class="ways">
            <button
              type="button"
              class="button outlined"
              disabled={busy}
              onClick={() => onAct({ action: "role", role: other })}
            >
              {t(`moderate.role.${other}`)}
            </button>
          </div>
        </div>
      )}
      <div class="act" role="group" aria-labelledby="mute-title">
        <h3 id="mute-title">{t("moderate.mute")}</h3>
        <p class="hint">{t("moderate.mute.text")}</p>
        <div class="ways">
          {MUTES.map((span) => (
            <button
              key={span}
              type="button"
              class="button outlined"
              disabled={busy}
              onClick={() => onAct({ action: "mute", ...until(span) })}
            >
              {t(`moderate.${span}`)}
            </button>
          ))}
          <button type="button" class="button" disabled={busy} onClick={() => onAct({ action: "unmute" })}>
            {t("moderate.unmute")}
          </button>
        </div>
      </div>
      <div class="act">
        <h3>{t("moderate.kick")}</h3>
        <p class="hint">{t(isPrivate ? "moderate.kick.text.private" : "moderate.kick.text")}</p>
        <div class="ways">
          <button ref={place} type="button" class="button outlined" disabled={busy} onClick={() => onSure("kick")}>
            {t("moderate.kick")}
          </button>
        </div>
      </div>
      <div class="act" role="group" aria-labelledby="ban-title">
        <h3 id="ban-title">{t("moderate.ban")}</h3>
        <p class="hint">{t("moderate.ban.text")}</p>
        <div class="ways">
          {BANS.map((span) => (
            <button
              key={span}
              type="button"
              class="button outlined danger"
              disabled={busy}
              onClick={() => onSure(span)}
            >
              {t(SPAN_WORDS[span])}
            </button>
          ))}
        </div>
      </div>
      <div class="act">
        <h3>{t("guard.purge")}</h3>
        <p class="hint">{t("guard.purge.text")}</p>
        <div class="ways">
          <button type="button" class="button outlined danger" disabled={busy} onClick={() => onAsk("purge")}>
            {t("guard.purge.way")}
          </button>
        </div>
      </div>
      {isOwner && (
        <div class="act">
          <h3>{t("guard.transfer")}</h3>
          <p class="hint">{t("guard.transfer.text")}</p>
          <div class="ways">
            <button type="button" class="button outlined" disabled={busy} onClick={() => onAsk("transfer")}>
              {t("guard.transfer.way")}
            </button>
          </div>
        </div>
      )}
    </>
  );
}

function until(span: Span): { untilAt?: number } {
  const ms = SPANS[span];
  return ms === undefined ? {} : { untilAt: Date.now() + ms };
}
