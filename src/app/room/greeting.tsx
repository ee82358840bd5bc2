// An empty room: what this place is, its link, and a first line to send.

import { CopyBox } from "../shared/copy-box.tsx";
import { Cup } from "../shared/cup.tsx";
import { roomLink } from "../shared/room-link.ts";
import { isolate, t } from "../shared/t.ts";
import type { RoomView } from "./room-view.ts";

export function Greeting({ view }: { view: RoomView }) {
  const line = t("greeting.hello");
  const isPrivate = view.state.value.room?.visibility === "private";
  return (
    <section class="greeting">
      <Cup />
      <h2>{t("greeting.title", { room: isolate(view.title.value) })}</h2>
      <p>{t(isPrivate ? "greeting.private" : "greeting.text")}</p>
      {!isPrivate && <CopyBox text={roomLink(view.room)} label={t("room.invite.link")} />}
      <button type="button" class="button outlined" onClick={() => view.send(line)}>
        {t("greeting.line", { line })}
      </button>
    </section>
  );
}
