// The room's name, how it is connected, who is here, and the invitation.

import { Icon } from "../shared/icon.tsx";
import * as icons from "../shared/icons.ts";
import { t } from "../shared/t.ts";
import { wide } from "../shared/media.ts";
import { Invite } from "./invite.tsx";
import type { RoomView } from "./room-view.ts";
import { StatusWord } from "./status.tsx";

type RoomHeaderProps = { view: RoomView; membersOpen: boolean; onMembers: () => void; onRooms: () => void };

export function RoomHeader({ view, membersOpen, onMembers, onRooms }: RoomHeaderProps) {
  const { count } = view.members.value;
  const label = t("members.count", { count });
  return (
    <header class="room-header">
      {!wide.value && (
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
      <Invite room={view.room} title={view.title.value} />
    </header>
  );
}
