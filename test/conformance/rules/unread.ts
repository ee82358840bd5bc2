// unread.ts: counting unread in a few rooms by one request (contract 9).

import { expectSame, listAt, show } from "../json.ts";
import { makeRoom } from "../make-room.ts";
import type { Rule } from "../rule.ts";
import { expectProblem } from "../scene.ts";

export const unread: readonly Rule[] = [
  {
    id: "R9-35",
    what: "one request tells how far the log goes and how far one has read, in each of a few rooms",
    async run(scene) {
      const [busy, quiet] = [scene.room(), scene.room()];
      const ada = await scene.join(busy, "Ada");
      for (const text of ["one", "two", "three"]) await ada.say(text);
      ada.send({ type: "read", upTo: 2 });
      await ada.caughtUp();
      const { token } = await scene.session("Ada");
      const answer = await scene.http("GET", `/api/unread?rooms=${quiet},${busy}`, { token });
      expectSame(
        "the rooms",
        show(listAt(answer.json, "rooms")),
        show([
          { name: quiet, head: 0, readUpTo: 0, unread: 0 },
          { name: busy, head: 3, readUpTo: 2, unread: 1 },
        ]),
      );
      for (const rooms of ["", "a,,b", "Ä", Array.from({ length: 21 }, (_, index) => `r${index}`).join(",")]) {
        const refused = await scene.http("GET", `/api/unread?rooms=${encodeURIComponent(rooms)}`, { token });
        expectProblem(`rooms=${rooms.slice(0, 20)}`, refused, 400, "invalid");
      }
      const nobody = await scene.http("GET", `/api/unread?rooms=${busy}`);
      expectProblem("without a session", nobody, 401, "unauthenticated");
    },
  },
  {
    id: "R9-36",
    what: "a room that is not there for one is left out, whether nobody made it or one is not in it",
    makesRooms: true,
    async run(scene) {
      const name = await makeRoom(scene, "Ada", { visibility: "private", title: "Board" });
      const nowhere = `p-${"0".repeat(26)}`;
      const path = `/api/unread?rooms=${name},${nowhere}`;
      const count = async (who: "Ada" | "Bo") => {
        const { token } = await scene.session(who);
        return listAt((await scene.http("GET", path, { token })).json, "rooms").length;
      };
      expectSame("rooms that are there for its owner", await count("Ada"), 1);
      expectSame("rooms that are there for somebody else", await count("Bo"), 0);
    },
  },
];
