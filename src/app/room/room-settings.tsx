// The settings of a room, as far as one's role goes: moderators set the topic and the slow mode, owners all.

import { useState } from "preact/hooks";
import type { Asked } from "../../client/actions.ts";
import type { RoomSettings } from "../../protocol/frames/welcome.ts";
import { SLOW_MODE_MAX_MS, TITLE_CHARS, TOPIC_CHARS } from "../../protocol/limits.ts";
import type { Visibility } from "../../protocol/schemas.ts";
import { isReservedRoomName } from "../../protocol/text.ts";
import { Choice } from "../shared/choice.tsx";
import { Sheet } from "../shared/sheet.tsx";
import { t } from "../shared/t.ts";
import { ActForm } from "./act-form.tsx";
import { openGuard } from "./guard/guarding.ts";
import type { RoomView } from "./room-view.ts";
import { VisibilityChoice } from "./visibility-choice.tsx";

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const SLOW_MODES_MS = [
  0,
  5 * SECOND_MS,
  30 * SECOND_MS,
  MINUTE_MS,
  5 * MINUTE_MS,
  15 * MINUTE_MS,
  HOUR_MS,
  SLOW_MODE_MAX_MS,
];

/** 0 keeps everything. */
const RETENTIONS_DAYS = [0, 1, 7, 30, 90, 365];

type Change = Omit<Extract<Asked, { type: "configure" }>, "type">;

export function RoomSettingsSheet({ view, onClose }: { view: RoomView; onClose: () => void }) {
  const settings = view.state.value.room;
  return (
    <Sheet open onClose={onClose} labelledBy="settings-title" class="managing">
      {settings !== undefined && <SettingsForm view={view} settings={settings} onClose={onClose} />}
    </Sheet>
  );
}

function SettingsForm({ view, settings, onClose }: { view: RoomView; settings: RoomSettings; onClose: () => void }) {
  const [change, setChange] = useState<Change>({});
  const isOwner = view.you.value?.role === "owner";
  const shown = { ...settings, ...change };
  const edit = (part: Change) => setChange({ ...change, ...part });

  const save = async () => {
    const changed = differences(change, settings);
    if (Object.keys(changed).length === 0) return onClose();
    await view.ask({ type: "configure", ...changed });
    onClose();
  };

  return (
    <ActForm
      submit={t("settings.save")}
      failed="settings.failed"
      onSubmit={save}
      onClose={onClose}
      after={<Ways view={view} isOwner={isOwner} onClose={onClose} />}
    >
      <h2 id="settings-title">{t("room.settings")}</h2>
      {isOwner && (
        <Line
          id="settings-name"
          label={t("settings.name")}
          value={shown.title}
          most={TITLE_CHARS}
          onType={(title) => edit({ title })}
        />
      )}
      <Line
        id="settings-topic"
        label={t("settings.topic")}
        value={shown.topic}
        most={TOPIC_CHARS}
        onType={(topic) => edit({ topic })}
      />
      <Choice
        id="settings-slow"
        label={t("settings.slow")}
        value={shown.slowModeMs}
        options={slowModes(settings.slowModeMs).map((value) => ({ value, label: spanWords(value) }))}
        onChoose={(slowModeMs) => edit({ slowModeMs })}
      >
        <p class="hint">{t("settings.slow.text")}</p>
      </Choice>
      {isOwner && (
        <>
          {shown.visibility !== "private" && (
            <div class="option">
              <input
                type="checkbox"
                id="settings-guests"
                checked={shown.guests}
                aria-describedby="settings-guests-text"
                onChange={(event) => edit({ guests: event.currentTarget.checked })}
              />
              <label for="settings-guests">{t("settings.guests")}</label>
              <p class="hint" id="settings-guests-text">
                {t("settings.guests.text")}
              </p>
            </div>
          )}
          <div class="option">
            <input
              type="checkbox"
              id="settings-readonly"
              checked={shown["readOnly"] === true}
              aria-describedby="settings-readonly-text"
              onChange={(event) => edit({ readOnly: event.currentTarget.checked })}
            />
            <label for="settings-readonly">{t("guard.readonly")}</label>
            <p class="hint" id="settings-readonly-text">
              {t("guard.readonly.text")}
            </p>
          </div>
          <Choice
            id="settings-retention"
            label={t("settings.retention")}
            value={daysKept(shown)}
            options={retentions(daysKept(settings)).map((days) => ({
              value: days,
              label: days === 0 ? t("settings.retention.ever") : t("settings.retention.days", { count: days }),
            }))}
            onChoose={(retentionDays) => edit({ retentionDays })}
          >
            <p class="hint">{t("settings.retention.text")}</p>
          </Choice>
          <VisibilityChoice
            value={visibilityOf(shown.visibility)}
            options={isReservedRoomName(settings.name) ? ["unlisted", "public", "private"] : ["unlisted", "public"]}
            onChoose={(visibility) => edit({ visibility })}
          />
          {shown.visibility === "private" && settings.visibility !== "private" && (
            <p class="problem">{t("settings.private.warning")}</p>
          )}
        </>
      )}
    </ActForm>
  );
}

/** What an owner does with the whole room; and, for everybody, what is stored here. */
function Ways({ view, isOwner, onClose }: { view: RoomView; isOwner: boolean; onClose: () => void }) {
  return (
    <>
      {isOwner && (
        <div class="ways">
          <a class="button outlined" href={`/api/rooms/${view.room}/export`} download="">
            {t("guard.export")}
          </a>
          <button
            type="button"
            class="button outlined danger"
            onClick={() => {
              onClose();
              openGuard({ kind: "ending" });
            }}
          >
            {t("guard.ending.way")}
          </button>
        </div>
      )}
      <p class="hint">
        <a href="/docs#privacy" target="_blank" rel="noopener">
          {t("guard.privacy")}
        </a>
      </p>
    </>
  );
}

type LineProps = { id: string; label: string; value: string; most: number; onType: (text: string) => void };

function Line({ id, label, value, most, onType }: LineProps) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="input">
        <input
          id={id}
          value={value}
          maxLength={most}
          dir="auto"
          autoComplete="off"
          onInput={(event) => onType(event.currentTarget.value)}
        />
      </div>
    </div>
  );
}

/** What was touched and is another now: a setting that somebody else changes meanwhile stays as they left it. */
function differences(change: Change, settings: RoomSettings): Change {
  return Object.fromEntries(Object.entries(change).filter(([key, value]) => settings[key] !== value));
}

/** Told only where contents are erased after a time. */
function daysKept(settings: RoomSettings): number {
  const retentionDays = settings["retentionDays"];
  return typeof retentionDays === "number" ? retentionDays : 0;
}

function retentions(now: number): readonly number[] {
  return RETENTIONS_DAYS.includes(now) ? RETENTIONS_DAYS : [...RETENTIONS_DAYS, now].sort((one, other) => one - other);
}

function slowModes(now: number): readonly number[] {
  return SLOW_MODES_MS.includes(now) ? SLOW_MODES_MS : [...SLOW_MODES_MS, now].sort((one, other) => one - other);
}

function spanWords(ms: number): string {
  if (ms === 0) return t("settings.slow.off");
  if (ms % HOUR_MS === 0) return t("settings.slow.hours", { count: ms / HOUR_MS });
  if (ms % MINUTE_MS === 0) return t("settings.slow.minutes", { count: ms / MINUTE_MS });
  return t("settings.slow.seconds", { count: Math.ceil(ms / SECOND_MS) });
}

function visibilityOf(text: string): Visibility {
  return text === "public" || text === "private" ? text : "unlisted";
}
