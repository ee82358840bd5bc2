// Acts on a member, and offers to take it back where that can be.

import type { Asked } from "../../client/actions.ts";
import type { Role } from "../../protocol/schemas.ts";
import { isolate, t } from "../shared/t.ts";
import { opened } from "./opened.ts";
import type { RoomView } from "./room-view.ts";
import { toast } from "./toast.ts";

type Moderate = Extract<Asked, { type: "moderate" }>;
export type Moderation = Omit<Moderate, "type" | "member">;

/** Rejects where the room refuses. */
export async function moderate(
  view: RoomView,
  { id, name }: { readonly id: string; readonly name: string },
  act: Moderation,
): Promise<void> {
  const before = view.state.value.members.list.find((member) => member.id === id)?.role;
  const ask = (moderation: Moderation) => view.ask({ type: "moderate", member: id, ...moderation });
  await ask(act);
  const back = backOf(act, before);
  const isLeftOut = act.action === "kick" && view.state.value.room?.visibility === "private";
  toast.value = {
    text: t(isLeftOut ? "moderated.kick.private" : `moderated.${act.action}`, { name: isolate(name) }),
    ...(back === undefined ? {} : { undo: () => ask(back) }),
    // No undo, but the way back.
    ...(isLeftOut ? { offer: { label: t("menu.invite"), take: () => (opened.value = "invite") } } : {}),
  };
}

/** What makes it as it was. Sending away cannot be taken back, nor a mute's or a ban's end, which is not known here. */
function backOf({ action }: Moderation, role: Role | undefined): Moderation | undefined {
  switch (action) {
    case "mute":
      return { action: "unmute" };
    case "ban":
      return { action: "unban" };
    case "role":
      return role === undefined ? undefined : { action: "role", role };
    case "kick":
    case "unban":
    case "unmute":
      return undefined;
  }
}
