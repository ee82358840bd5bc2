// closing.ts: section 7, how connections end.

import { expectMatch, expectSame, expectThat } from "../json.ts";
import type { Rule } from "../rule.ts";

export const closing: readonly Rule[] = [
  {
    id: "R7-1",
    what: "a client's own close, with any code or none, is answered at once",
    async run(scene) {
      const room = scene.room();
      const bo = await scene.join(room, "Bo");
      for (const code of [undefined, 1000, 3000, 3999, 4000, 4401, 4999]) {
        const ada = await scene.join(room, "Ada");
        await ada.ping();
        const startedAt = performance.now();
        const closed = await ada.leave(code, code === undefined ? undefined : "bye");
        const ms = performance.now() - startedAt;
        expectThat(ms < 2000, `a close with ${code ?? "no code"} was answered after ${Math.round(ms)} ms`);
        expectThat(
          [code ?? 1000, 1000, 1005].includes(closed.code),
          `a close with ${code ?? "no code"} was answered ${closed.code}`,
        );
      }
      await bo.say("still here");
    },
  },
  {
    id: "R7-2",
    what: "the reason of a close by the server is the code of the error",
    async run(scene) {
      const room = scene.room();
      const closers = [
        ["too_large", 1009, "x".repeat(131_073)],
        ["bad_frame", 1003, new Uint8Array([1])],
      ] as const;
      for (const [code, close, frame] of closers) {
        const ada = await scene.join(room, "Ada");
        ada.raw(frame);
        expectMatch("the last error", await ada.next("error"), { code });
        expectSame("the close", await ada.closed(), { code: close, reason: code });
      }
    },
  },
];
