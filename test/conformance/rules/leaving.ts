// leaving.ts: section 4, leave: a membership ends for good, but for the last owner's.

import { expectMatch } from "../json.ts";
import { makeRoom } from "../make-room.ts";
import type { Rule } from "../rule.ts";
import { newId } from "../wire.ts";

const leave = () => ({ type: "leave", id: newId() });

export const leaving: readonly Rule[] = [
  {
    id: "R4-77 R4-78",
    what: "whoever leaves loses the role they were given, and is gone from the roster at once; the last owner stays",
    makesRooms: true,
    async run(scene) {
      const room = await makeRoom(scene, "Ada");
      const [ada, bo] = [await scene.join(room, "Ada"), await scene.join(room, "Bo")];
      const { id } = await scene.session("Bo");
      expectMatch("the last owner", await ada.ask(leave()), { type: "error", code: "forbidden" });
      await ada.ask({ type: "moderate", id: newId(), action: "role", member: id, role: "moderator" });
      await ada.events(1);
      expectMatch("the ack", await bo.ask(leave()), { type: "ack" });
      expectMatch("the event", (await ada.events(1))[0], { kind: "member", action: "leave", member: { id } });
      await ada.next("presence", ({ left }) => Array.isArray(left) && left.includes(id));
      const back = await scene.join(room, "Bo");
      expectMatch("whoever comes back", back.welcome, { you: { role: "member", readUpTo: 0 } });
    },
  },
];
