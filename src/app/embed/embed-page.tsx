// The room in a frame: the page of a room, as its host asks for it, telling the host what it needs to know.

import { effect } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { RoomPage } from "../room/room-page.tsx";
import { RoomView } from "../room/room-view.ts";
import { useLooks } from "../room/use-looks.ts";
import type { Host } from "./host.ts";
import { watchNaturalHeight } from "./natural-height.ts";
import { createGuestEntrance, createTokenEntrance } from "./token-entrances.ts";

type EmbedPageProps = { room: string; host: Host };

/** Another token is somebody else: the room is entered anew. */
export function EmbedPage({ room, host }: EmbedPageProps) {
  const setup = host.setup.value;
  return setup === undefined ? null : <Member key={setup.token} room={room} host={host} token={setup.token} />;
}

function Member({ room, host, token }: EmbedPageProps & { token: string | undefined }) {
  const [view] = useState(
    () => new RoomView(room, token === undefined ? createGuestEntrance() : createTokenEntrance(token)),
  );
  useLooks(view);
  useEffect(() => effect(() => void (view.language.value = host.setup.value?.lang)), [view, host]);
  useEffect(() => effect(() => host.tell({ kind: "unread", count: view.unread.value })), [view, host]);
  useEffect(() => {
    const main = document.querySelector("main");
    return main === null ? undefined : watchNaturalHeight(main, (height) => host.tell({ kind: "resize", height }));
  }, [view, host]);
  useEffect(() => () => view.close(), [view]);
  return <RoomPage view={view} mode="embedded" />;
}
