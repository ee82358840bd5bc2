// Invites: shares on phones, copies elsewhere, and shows the link selected where neither is allowed.

import { useState } from "preact/hooks";
import { useCopied } from "../shared/copied.ts";
import { Icon } from "../shared/icon.tsx";
import * as icons from "../shared/icons.ts";
import { deferred } from "../shared/deferred.tsx";
import { coarse } from "../shared/media.ts";
import { roomLink } from "../shared/room-link.ts";
import { t } from "../shared/t.ts";

const Invitation = deferred(async () => (await import("./asked.ts")).asked.Invitation);

export function Invite({ room, title }: { room: string; title: string }) {
  const [copied, copy] = useCopied();
  const [open, setOpen] = useState(false);
  const link = roomLink(room);
  const press = async () => {
    if (coarse.value && "share" in navigator) {
      try {
        return await navigator.share({ title: t("room.title", { room: title }), url: link });
      } catch (error) {
        if (error instanceof DOMException && error.name === "AbortError") return;
      }
    }
    if (!(await copy(link))) setOpen(true);
  };
  return (
    <>
      <button type="button" class="button outlined invite" onClick={() => void press()}>
        <Icon path={copied ? icons.check : icons.invite} size={18} class={copied ? "done" : ""} />
        <span aria-live="polite">{t(copied ? "room.invite.copied" : "room.invite")}</span>
      </button>
      {open && <Invitation link={link} onClose={() => setOpen(false)} />}
    </>
  );
}
