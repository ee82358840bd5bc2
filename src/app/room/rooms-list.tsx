// The rooms one has been in, and who one is: a column on wide screens, a sheet on others.

import { useState } from "preact/hooks";
import { Avatar } from "../shared/avatar.tsx";
import { Brand } from "../shared/brand.tsx";
import { Icon } from "../shared/icon.tsx";
import * as icons from "../shared/icons.ts";
import { t } from "../shared/t.ts";
import { ThemeToggle } from "../shared/theme-toggle.tsx";
import { opened } from "./opened.ts";
import type { RoomView } from "./room-view.ts";
import { UnreadBadge } from "./unread-badge.tsx";
import { unreadRooms } from "./unread-rooms.ts";
import { readTitle, readVisitedRooms } from "./visited-rooms.ts";

export function RoomsList({ view, onRename }: { view: RoomView; onRename: () => void }) {
  const [rooms] = useState(readVisitedRooms);
  const you = view.you.value;
  const nameOf = (each: string) => {
    const remembered = readTitle(each);
    return remembered !== undefined && each === view.room ? view.title.value : (remembered ?? each);
  };
  return (
    <>
      <Brand />
      <h2 id="rooms-title">{t("room.rooms")}</h2>
      <ul>
        {rooms.map((room) => (
          <li key={room}>
            <a href={`/r/${room}`} aria-current={room === view.room ? "page" : undefined}>
              <span class="name">{nameOf(room)}</span>
              {room === view.room ? (
                <UnreadBadge count={view.unread.value} mentions={view.mentions.value} />
              ) : (
                <UnreadBadge count={unreadRooms.value.get(room) ?? 0} />
              )}
            </a>
          </li>
        ))}
        <li>
          <button type="button" class="new-room" onClick={() => (opened.value = "switcher")}>
            <Icon path={icons.search} size={18} />
            {t("room.rooms.switch")}
          </button>
        </li>
        <li>
          <button type="button" class="new-room" onClick={() => (opened.value = "directory")}>
            <Icon path={icons.people} size={18} />
            {t("room.rooms.public")}
          </button>
        </li>
        <li>
          <a class="new-room" href="/">
            <Icon path={icons.plus} size={18} />
            {t("room.rooms.new")}
          </a>
        </li>
      </ul>
      <footer>
        {you !== undefined && (
          <button type="button" class="button you" title={t("members.rename")} onClick={onRename}>
            <Avatar id={you.id} name={you.name} small />
            <bdi>{you.name}</bdi>
            <span class="unseen">{t("members.rename")}</span>
          </button>
        )}
        <ThemeToggle />
      </footer>
    </>
  );
}
