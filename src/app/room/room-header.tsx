// The room's name, how it is connected, who is here, and the invitation.

import { useState } from "preact/hooks";
import { isReservedRoomName } from "../../protocol/text.ts";
import { deferred } from "../shared/deferred.tsx";
import { Icon } from "../shared/icon.tsx";
import * as icons from "../shared/icons.ts";
import { t } from "../shared/t.ts";
import { wide } from "../shared/media.ts";
import { roomLink } from "../shared/room-link.ts";
import { Invite } from "./invite.tsx";
import { opened } from "./opened.ts";
import type { RoomPageMode } from "./room-page-mode.ts";
import type { RoomView } from "./room-view.ts";
import { StatusWord } from "./status.tsx";
import { unreadRooms } from "./unread-rooms.ts";

const RoomSettingsSheet = deferred(async () => (await import("./manage.ts")).manage.RoomSettingsSheet);

type RoomHeaderProps = {
  view: RoomView;
  mode: RoomPageMode;
  membersOpen: boolean;
  onMembers: () => void;
  onRooms: () => void;
};

export function RoomHeader({ view, mode, membersOpen, onMembers, onRooms }: RoomHeaderProps) {
  const { count } = view.members.value;
  // Of what this device kept nobody knows who is there now.
  const isKept = view.keptAt.value !== undefined;
  const title = t("members.title");
  const label = isKept ? title : `${title}: ${t("members.count", { count })}`;
  const topic = view.state.value.room?.topic ?? "";
  const hasReports = view.state.value.reports > 0;
  return (
    <header class="room-header">
      {mode === "full" && !wide.value && (
        <button
          type="button"
          class="button icon"
          aria-label={t(unreadRooms.value.size > 0 ? "room.rooms.open.new" : "room.rooms.open")}
          title={t("room.rooms.open")}
          onClick={onRooms}
        >
          <Icon path={icons.menu} />
          {unreadRooms.value.size > 0 && <span class="dot-new" />}
        </button>
      )}
      <div class="room-name">
        <h1>
          <bdi>{view.title.value}</bdi>
        </h1>
        {topic !== "" && (
          <p class="topic" title={topic}>
            <bdi>{topic}</bdi>
          </p>
        )}
      </div>
      <StatusWord view={view} />
      <span class="spring" />
      {view.entry.value.kind === "inside" && <Find view={view} />}
      {view.entry.value.kind === "inside" && <Pins view={view} />}
      {view.entry.value.kind === "inside" && (
        <button
          type="button"
          class="button people-button"
          aria-expanded={membersOpen}
          aria-controls={membersOpen && wide.value ? "members" : undefined}
          aria-label={label}
          title={title}
          onClick={onMembers}
        >
          <Icon path={icons.people} />
          {!isKept && <span class="count">{count}</span>}
        </button>
      )}
      {isModerator(view) && <Settings view={view} />}
      {mode === "full" && view.entry.value.kind === "inside" && (
        <button
          type="button"
          class="button icon menu"
          aria-haspopup="dialog"
          aria-label={t(hasReports ? "room.menu.reports" : "room.menu")}
          title={t("room.menu")}
          onClick={() => (opened.value = "menu")}
        >
          <Icon path={icons.more} />
          {hasReports && <span class="dot-new" />}
        </button>
      )}
      {mode === "full" ? mayInvite(view) && <Invite view={view} /> : <OpenInFull room={view.room} />}
    </header>
  );
}

function Find({ view }: { view: RoomView }) {
  const { panel } = view.talk;
  const isOpen = panel.value?.kind === "find";
  return (
    <button
      type="button"
      class="button icon find-button"
      aria-expanded={isOpen}
      aria-label={t("room.find")}
      title={t("room.find")}
      onClick={() => (panel.value = isOpen ? undefined : { kind: "find" })}
    >
      <Icon path={icons.search} />
    </button>
  );
}

function Pins({ view }: { view: RoomView }) {
  const { panel } = view.talk;
  const isOpen = panel.value?.kind === "pins";
  return (
    <button
      type="button"
      class="button icon pins-button"
      aria-expanded={isOpen}
      aria-label={t("room.pins")}
      title={t("room.pins")}
      onClick={() => (panel.value = isOpen ? undefined : { kind: "pins" })}
    >
      <Icon path={icons.pin} />
    </button>
  );
}

function Settings({ view }: { view: RoomView }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        class="button icon settings"
        aria-haspopup="dialog"
        aria-label={t("room.settings")}
        title={t("room.settings")}
        onClick={() => setOpen(true)}
      >
        <Icon path={icons.settings} />
      </button>
      {open && <RoomSettingsSheet view={view} onClose={() => setOpen(false)} />}
    </>
  );
}

function isModerator(view: RoomView): boolean {
  const role = view.you.value?.role;
  return view.entry.value.kind === "inside" && (role === "moderator" || role === "owner");
}

/** The bare link of a private room leads nobody in. */
function mayInvite(view: RoomView): boolean {
  const visibility = view.state.value.room?.visibility;
  return (
    isModerator(view) || !(visibility === "private" || (visibility === undefined && isReservedRoomName(view.room)))
  );
}

function OpenInFull({ room }: { room: string }) {
  const label = t("room.open");
  return (
    <a class="button icon" href={roomLink(room)} target="_blank" rel="noopener" aria-label={label} title={label}>
      <Icon path={icons.open} size={18} />
    </a>
  );
}
