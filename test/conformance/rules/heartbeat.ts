// heartbeat.ts: section 3.2, the sign of life, and what becomes of a reader that gives none.

import { expectMatch, expectSame, expectThat } from "../json.ts";
import type { Rule } from "../rule.ts";
import { largeMessage } from "./large-message.ts";

const ALLOWANCE_BYTES = 4 * 1024 * 1024;
/** The server counts coarsely, and may let twice as much pass; frames are sent whole. */
const MOST_BYTES = 2 * ALLOWANCE_BYTES;
const SLACK_BYTES = 512 * 1024;

export const heartbeat: readonly Rule[] = [
  {
    id: "R3.2-2",
    what: 'the text frame {"type":"ping"} is answered {"type":"pong"}, byte for byte',
    async run(scene) {
      const ada = await scene.join(scene.room(), "Ada");
      for (let index = 0; index < 5; index += 1) await ada.ping();
      await ada.caughtUp();
      expectSame("errors after pings", ada.untaken("error"), []);
    },
  },
  {
    id: "R3.2-2",
    what: "a heartbeat costs nothing: a thousand are answered, within any rate",
    async run(scene) {
      const ada = await scene.join(scene.room(), "Ada");
      for (let index = 0; index < 1000; index += 1) ada.raw('{"type":"ping"}');
      for (let index = 0; index < 1000; index += 1) await ada.pong();
      await ada.say("and commands are not limited by them");
    },
  },
  {
    id: "R3.2-1",
    what: "a socket to which more than 4 MiB were sent since its last ping or command is cut with 4408 by 8 MiB; who pings, or never did, is not",
    async run(scene) {
      const room = scene.room();
      const silent = await scene.join(room, "Ada", { patienceMs: 30_000 });
      const pinging = await scene.join(room, "Bo", { patienceMs: 30_000 });
      const neverPinged = await scene.join(room, "Cy", { patienceMs: 30_000 });
      await silent.ping();
      const timer = setInterval(() => pinging.raw('{"type":"ping"}'), 100);
      try {
        const { content, bytes } = largeMessage("letters");
        const filled = scene.fill(room, Math.ceil((MOST_BYTES + SLACK_BYTES) / bytes), () => content);
        expectSame("the close of one who gave no sign of life", await silent.closed(), {
          code: 4408,
          reason: "too_slow",
        });
        const cutAfter = silent.bytes;
        expectThat(
          cutAfter > ALLOWANCE_BYTES && cutAfter <= MOST_BYTES + SLACK_BYTES,
          `it was cut after ${cutAfter} bytes`,
        );
        const last = await filled;
        await pinging.events(last);
        await neverPinged.events(last);
        await pinging.ping();
        await neverPinged.ping();
        const back = await scene.join(room, "Ada", { since: silent.cursor, patienceMs: 30_000 });
        expectMatch("the welcome of the one who was cut", back.welcome, { head: last });
      } finally {
        clearInterval(timer);
      }
    },
  },
];
