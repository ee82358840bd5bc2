// The room's name, how it is connected, who is here, and the invitation.

import { Icon } from "../shared/icon.tsx";
import * as icons from "../shared/icons.ts";
import { t } from "../shared/t.ts";
import { wide } from "../shared/media.ts";
import { roomLink } from "../shared/room-link.ts";
import { Invite } from "./invite.tsx";
import type { RoomPageMode } from "./room-page-mode.ts";
import type { RoomView } from "./room-view.ts";
import { StatusWord } from "./status.tsx";

type RoomHeaderProps = {
  view: RoomView;
  mode: RoomPageMode;
  membersOpen: boolean;
  onMembers: () => void;
  onRooms: () => void;
};

export function RoomHeader({ view, mode, membersOpen, onMembers, onRooms }: RoomHeaderProps) {
  const { count } = view.members.value;
  const label = t("members.count", { count });
  return (
    <header class="room-header">
      {mode === "full" && !wide.value && (
        <button
          type="button"
          class="button icon"
          aria-label={t("room.rooms.open")}
          title={t("room.rooms.open")}
          onClick={onRooms}
        >
          <Icon path={icons.menu} />
        </button>
      )}
      <h1>
        <bdi>{view.title.value}</bdi>
      </h1>
      <StatusWord view={view} />
      <span class="spring" />
      {view.entry.value.kind === "inside" && (
        <button
          type="button"
          class="button people-button"
          aria-expanded={membersOpen}
          aria-controls={membersOpen && wide.value ? "members" : undefined}
          aria-label={`${t("members.title")}: ${label}`}
          title={t("members.title")}
          onClick={onMembers}
        >
          <Icon path={icons.people} />
          <span class="count">{count}</span>
        </button>
      )}
      {mode === "full" ? <Invite room={view.room} title={view.title.value} /> : <OpenInFull room={view.room} />}
    </header>
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
