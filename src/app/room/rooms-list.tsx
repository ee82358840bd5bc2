// The rooms one has been in, and who one is: a column on wide screens, a sheet on others.

import { useEffect, useState } from "preact/hooks";
import { Avatar } from "../shared/avatar.tsx";
import { Brand } from "../shared/brand.tsx";
import { Icon } from "../shared/icon.tsx";
import * as icons from "../shared/icons.ts";
import { t } from "../shared/t.ts";
import { ThemeToggle } from "../shared/theme-toggle.tsx";
import type { RoomView } from "./room-view.ts";
import { readTitle, rememberRoom, rememberTitle } from "./visited-rooms.ts";

export function RoomsList({ view, onRename }: { view: RoomView; onRename: () => void }) {
  const [rooms] = useState(() => rememberRoom(view.room));
  const you = view.you.value;
  const title = view.state.value.room?.title;
  useEffect(() => {
    if (title !== undefined) rememberTitle(view.room, title);
  }, [title]);
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
              {nameOf(room)}
              {room === view.room && view.mentions.value > 0 && (
                <span class="mention-badge" title={t("room.mentions", { count: view.mentions.value })}>
                  <span aria-hidden="true">@{view.mentions.value}</span>
                  <span class="unseen">{t("room.mentions", { count: view.mentions.value })}</span>
                </span>
              )}
            </a>
          </li>
        ))}
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
