// What one sets of a room for oneself: what it may tell, how it looks; and the ways out of it and to others.

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useAskedFocus } from "../shared/asked-focus.ts";
import { Choice } from "../shared/choice.tsx";
import { Icon } from "../shared/icon.tsx";
import * as icons from "../shared/icons.ts";
import { language } from "../shared/language.ts";
import { chooseLanguage, languageOptions } from "../shared/languages.ts";
import { Sheet } from "../shared/sheet.tsx";
import { isolate, t } from "../shared/t.ts";
import {
  areSoundsOn,
  changed,
  chooseNotices,
  isDisturbing,
  NOTICE_CHOICES,
  type NoticeChoice,
  readNotices,
  turnDisturbing,
  turnSounds,
} from "./notice-settings.ts";
import { openGuard } from "./guard/guarding.ts";
import { forgetRoomKept } from "./kept/kept-rooms.ts";
import { refusalOf } from "./refusal.ts";
import { ChatError } from "../../protocol/errors.ts";
import { type Opened, opened } from "./opened.ts";
import { chooseDensity, chooseHue, colourOf, type Density, HUES, readDensity, readHue } from "./room-looks.ts";
import type { RoomView } from "./room-view.ts";
import { isAtLeast } from "./roles.ts";
import { isModerator } from "./standings.ts";
import type { TalkPanel } from "./talk-state.ts";
import { forgetRoom, LOBBY } from "./visited-rooms.ts";

export function RoomMenu({ view, onClose }: { view: RoomView; onClose: () => void }) {
  const [leaving, setLeaving] = useState(false);
  const place = useAskedFocus(leaving);
  const { reports } = view.state.value;
  const mayWrite = view.client !== undefined && isAtLeast(view.you.value?.role ?? "reader", "member");
  return (
    <Sheet open onClose={onClose} labelledBy="menu-title" class="managing room-menu">
      <h2 id="menu-title">
        {leaving ? t("leave.ask", { room: isolate(view.title.value) }) : isolate(view.title.value)}
      </h2>
      {leaving ? (
        <Leaving view={view} place={place} onStay={() => setLeaving(false)} />
      ) : (
        <>
          <Notices room={view.room} />
          <Looks room={view.room} />
          <div class="ways">
            <Beside view={view} panel={{ kind: "threads" }} onClose={onClose}>
              {t("menu.threads")}
            </Beside>
            <Beside view={view} panel={{ kind: "pins" }} onClose={onClose}>
              {t("room.pins")}
            </Beside>
            {isModerator(view.you.value?.role) && <Way to="settings">{t("room.settings")}</Way>}
            {isModerator(view.you.value?.role) && (
              <button
                type="button"
                class="button outlined"
                onClick={() => openGuard({ kind: "desk", part: "reports" })}
              >
                {reports > 0 ? t("guard.way.desk.waiting", { count: reports }) : t("guard.way.desk")}
              </button>
            )}
            {mayWrite && <Way to="poll">{t("menu.poll")}</Way>}
            <Way to="invite">{t("menu.invite")}</Way>
            <Way to="directory">{t("room.rooms.public")}</Way>
            {view.client !== undefined && (
              <button type="button" class="button outlined" onClick={() => openGuard({ kind: "yours" })}>
                {t("guard.way.yours")}
              </button>
            )}
            <Way to="help">{t("help.title")}</Way>
            {view.room !== LOBBY && (
              <button ref={place} type="button" class="button outlined danger" onClick={() => setLeaving(true)}>
                {t("leave.do")}
              </button>
            )}
          </div>
          <p class="hint">
            <a href="/docs#privacy" target="_blank" rel="noopener">
              {t("guard.privacy")}
            </a>
          </p>
          <button type="button" class="button outlined" onClick={onClose}>
            {t("dialog.close")}
          </button>
        </>
      )}
    </Sheet>
  );
}

function Way({ to, children }: { to: Opened; children: ComponentChildren }) {
  return (
    <button type="button" class="button outlined" onClick={() => (opened.value = to)}>
      {children}
    </button>
  );
}

type BesideProps = { view: RoomView; panel: TalkPanel; onClose: () => void; children: ComponentChildren };

/** To a panel that stands beside what is said. */
function Beside({ view, panel, onClose, children }: BesideProps) {
  const open = (event: MouseEvent & { currentTarget: HTMLElement }) => {
    // Closed first, the menu gives the focus back to what opened it: so does the panel, later.
    event.currentTarget.closest("dialog")?.close();
    onClose();
    view.talk.panel.value = panel;
  };
  return (
    <button type="button" class="button outlined" onClick={open}>
      {children}
    </button>
  );
}

/** The browser is asked for its permission only here, once somebody has chosen to be told. */
function Notices({ room }: { room: string }) {
  const [denied, setDenied] = useState(isDenied);
  // Drawn again with each choice.
  void changed.value;
  const choose = async (choice: NoticeChoice) => {
    chooseNotices(room, choice);
    if (choice === "nothing" || !("Notification" in window)) return;
    if (Notification.permission === "default") await Notification.requestPermission();
    setDenied(isDenied());
  };
  const chosen = readNotices(room);
  return (
    <section aria-labelledby="notices-title">
      <h3 id="notices-title">
        <Icon path={icons.bell} size={18} /> {t("notices.title")}
      </h3>
      <Choice
        id="notices-choice"
        label={t("notices.choice")}
        value={chosen}
        options={NOTICE_CHOICES.map((value) => ({ value, label: t(`notices.choice.${value}`) }))}
        onChoose={(choice) => void choose(choice)}
      >
        <p class="hint">{t("notices.away")}</p>
      </Choice>
      {denied && chosen !== "nothing" && (
        <p class="problem" role="alert">
          {t("notices.denied")}
        </p>
      )}
      <Switch id="notices-sounds" on={areSoundsOn()} label={t("notices.sounds")} onTurn={turnSounds} />
      {chosen === "nothing" && areSoundsOn() && <p class="hint">{t("notices.sounds.none")}</p>}
      <Switch
        id="notices-silence"
        on={!isDisturbing()}
        label={t("notices.silence")}
        onTurn={(on) => turnDisturbing(!on)}
      />
    </section>
  );
}

function isDenied(): boolean {
  return !("Notification" in window) || Notification.permission === "denied";
}

type SwitchProps = { id: string; on: boolean; label: string; onTurn: (on: boolean) => void };

function Switch({ id, on, label, onTurn }: SwitchProps) {
  return (
    <div class="option">
      <input type="checkbox" id={id} checked={on} onChange={(event) => onTurn(event.currentTarget.checked)} />
      <label for={id}>{label}</label>
    </div>
  );
}

function Looks({ room }: { room: string }) {
  const [density, setDensity] = useState(readDensity);
  const [hue, setHue] = useState(() => readHue(room));
  const [chosen, setChosen] = useState(language);
  return (
    <section aria-labelledby="looks-title">
      <h3 id="looks-title">{t("looks.title")}</h3>
      <p class="hint">{t("looks.text")}</p>
      <div class="hues" role="radiogroup" aria-label={t("looks.accent")}>
        {HUES.map((each) => (
          <label key={each} class="hue" title={t(`looks.hue.${each}`)}>
            <input
              type="radio"
              name="hue"
              checked={each === hue}
              aria-label={t(`looks.hue.${each}`)}
              onChange={() => {
                chooseHue(room, each);
                setHue(each);
              }}
            />
            <svg viewBox="0 0 1 1" aria-hidden="true">
              <rect width="1" height="1" fill={colourOf(each)} />
            </svg>
          </label>
        ))}
      </div>
      <Choice<Density>
        id="looks-density"
        label={t("looks.density")}
        value={density}
        options={[
          { value: "comfortable", label: t("looks.density.comfortable") },
          { value: "compact", label: t("looks.density.compact") },
        ]}
        onChoose={(next) => {
          chooseDensity(next);
          setDensity(next);
        }}
      />
      <Choice
        id="looks-language"
        label={t("language.label")}
        value={chosen}
        options={languageOptions()}
        onChoose={(next) => !chooseLanguage(next) && setChosen(next)}
      >
        {chosen !== language && (
          <p class="problem" role="alert">
            {t("looks.language.later")}
          </p>
        )}
      </Choice>
    </section>
  );
}

type LeavingProps = { view: RoomView; place: (button: HTMLElement | null) => void; onStay: () => void };

function Leaving({ view, place, onStay }: LeavingProps) {
  const isPrivate = view.state.value.room?.visibility === "private";
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const leave = async () => {
    setBusy(true);
    try {
      // Without a connection only this device can forget the room.
      if (view.connection.value.kind === "online") await view.client?.leave();
    } catch (error) {
      setProblem(t("leave.failed", { reason: leaveReason(error) }));
      return setBusy(false);
    }
    view.close();
    forgetRoom(view.room);
    await forgetRoomKept(view.room);
    location.assign("/");
  };
  return (
    <>
      <p>{t("leave.text")}</p>
      {isPrivate && <p class="hint">{t("leave.private")}</p>}
      {problem !== undefined && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <div class="ways">
        <button type="button" class="button outlined danger" disabled={busy} onClick={() => void leave()}>
          {t("leave.do")}
        </button>
        <button ref={place} type="button" class="button outlined" onClick={onStay}>
          {t("leave.stay")}
        </button>
      </div>
    </>
  );
}

/** The one thing that the room refuses here for being who one is. */
function leaveReason(error: unknown): string {
  return error instanceof ChatError && error.code === "forbidden" ? t("leave.owner") : refusalOf(error);
}
