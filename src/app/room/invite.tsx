// Invites: shares on phones, copies elsewhere, and shows the link selected where neither is allowed. Into a private room
// only an invite leads.

import { useState } from "preact/hooks";
import { useCopied } from "../shared/copied.ts";
import { Icon } from "../shared/icon.tsx";
import * as icons from "../shared/icons.ts";
import { deferred } from "../shared/deferred.tsx";
import { coarse } from "../shared/media.ts";
import { roomLink } from "../shared/room-link.ts";
import { t } from "../shared/t.ts";
import type { RoomView } from "./room-view.ts";

const Invitation = deferred(async () => (await import("./asked.ts")).asked.Invitation);
const InvitesSheet = deferred(async () => (await import("./manage.ts")).manage.InvitesSheet);

type Shown = "nothing" | "link" | "invites";

export function Invite({ view }: { view: RoomView }) {
  const [copied, copy] = useCopied();
  const [shown, setShown] = useState<Shown>("nothing");
  const link = roomLink(view.room);
  const close = () => setShown("nothing");
  const press = async () => {
    if (view.state.value.room?.visibility === "private") return setShown("invites");
    if (coarse.value && "share" in navigator) {
      try {
        return await navigator.share({ title: t("room.title", { room: view.title.value }), url: link });
      } catch (error) {
        if (error instanceof DOMException && error.name === "AbortError") return;
      }
    }
    if (!(await copy(link))) setShown("link");
  };
  return (
    <>
      <button type="button" class="button outlined invite" onClick={() => void press()}>
        <Icon path={copied ? icons.check : icons.invite} size={18} class={copied ? "done" : ""} />
        <span aria-live="polite">{t(copied ? "room.invite.copied" : "room.invite")}</span>
      </button>
      {shown === "link" && <Invitation link={link} title={view.title.value} onClose={close} />}
      {shown === "invites" && <InvitesSheet view={view} onClose={close} />}
    </>
  );
}
