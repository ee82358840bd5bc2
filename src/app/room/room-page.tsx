// The page of one room: its list, its conversation, its panel.

import type { ComponentType } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { deferred } from "../shared/deferred.tsx";
import { wide } from "../shared/media.ts";
import { t } from "../shared/t.ts";
import { Conversation } from "./conversation.tsx";
import { RoomHeader } from "./room-header.tsx";
import type { RoomPageMode } from "./room-page-mode.ts";
import type { RoomView } from "./room-view.ts";
import { useKept } from "./use-kept.ts";
import { useKeys } from "./use-keys.ts";
import { useNotices } from "./use-notices.ts";
import { useUnreadRooms } from "./use-unread-rooms.ts";

const AHEAD_MS = 2000;

const MembersPanel = deferred(async () => (await import("./asked.ts")).asked.MembersPanel);
const TalkPanelView = deferred(async () => (await import("./panels.ts")).panels.TalkPanelView);
const RenameDialog = deferred(async () => (await import("./asked.ts")).asked.RenameDialog);
const Sheet = deferred(async () => (await import("./asked.ts")).asked.Sheet);

type RoomPageProps = {
  view: RoomView;
  mode?: RoomPageMode;
  /** The list of rooms beside the conversation, where there is one: a frame has none, and fetches none. */
  Rooms?: ComponentType<{ view: RoomView; onRename: () => void }>;
};

export function RoomPage({ view, mode = "full", Rooms }: RoomPageProps) {
  const [membersOpen, setMembersOpen] = useState(false);
  const [roomsOpen, setRoomsOpen] = useState(false);
  const [renaming, setRenaming] = useState(false);
  const opener = useRef<Element | null>(null);
  useEffect(() => {
    void view.enter(mode === "full" ? "asked" : "reads");
    // Fetched ahead, so that it can be asked for without a network too.
    const fetchAhead = () => {
      void import("./asked.ts").catch(() => undefined);
      void import("./around.ts").catch(() => undefined);
    };
    const timer = setTimeout(fetchAhead, AHEAD_MS);
    return () => clearTimeout(timer);
  }, [view]);
  useKeys(mode === "full");
  useKept(view, mode === "full");
  useUnreadRooms(view, mode === "full");

  const isTalking = view.talk.panel.value !== undefined;
  // There is place for one panel.
  useEffect(() => {
    if (isTalking) setMembersOpen(false);
  }, [isTalking]);

  const openMembers = () => {
    view.talk.panel.value = undefined;
    opener.current = document.activeElement;
    setMembersOpen(!membersOpen);
  };
  const closeMembers = () => {
    setMembersOpen(false);
    if (wide.value && opener.current instanceof HTMLElement) opener.current.focus();
  };
  const list = Rooms !== undefined && <Rooms view={view} onRename={() => setRenaming(true)} />;
  return (
    <div class="app">
      <Waiting view={view} isTold={mode === "full"} />
      {list !== false && wide.value && (
        <nav class="rooms" aria-labelledby="rooms-title">
          {list}
        </nav>
      )}
      {list !== false && !wide.value && roomsOpen && (
        <Sheet open onClose={() => setRoomsOpen(false)} labelledBy="rooms-title" class="rooms">
          {list}
        </Sheet>
      )}
      <main class="room" aria-label={t("room.main")}>
        <RoomHeader
          view={view}
          mode={mode}
          membersOpen={membersOpen}
          onMembers={openMembers}
          onRooms={() => setRoomsOpen(true)}
        />
        <Conversation view={view} />
      </main>
      {isTalking && <TalkPanelView view={view} />}
      {membersOpen && <MembersPanel view={view} onClose={closeMembers} onRename={() => setRenaming(true)} />}
      {renaming && <RenameDialog view={view} onClose={() => setRenaming(false)} />}
    </div>
  );
}

/** Tells what waits. Apart, since it changes with every message, and the page does not. */
function Waiting({ view, isTold }: { view: RoomView; isTold: boolean }) {
  useTitle(view);
  useNotices(view, isTold);
  return null;
}

/** What waits is counted in the title while nobody looks. */
function useTitle(view: RoomView): void {
  const room = view.title.value;
  const count = view.unread.value;
  const mentions = view.mentions.value;
  useEffect(() => {
    if (mentions > 0) document.title = t("room.title.mentions", { room, count: mentions });
    else document.title = count > 0 ? t("room.title.unread", { room, count }) : t("room.title", { room });
  }, [room, count, mentions]);
}
