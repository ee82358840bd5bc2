// reactions.ts: section 4, react: counted for everybody, one's own told apart.

import { absent, at, expectMatch, expectSame, type JsonObject, show } from "../json.ts";
import type { Rule } from "../rule.ts";
import { newId } from "../wire.ts";

const react = (message: number, emoji: string, on = true): JsonObject => ({
  type: "react",
  id: newId(),
  message,
  emoji,
  on,
});

export const reactions: readonly Rule[] = [
  {
    id: "R4-24 R5.2-2",
    what: "reactions are events, counted on the message for everybody, and one's own are mine",
    async run(scene) {
      const room = scene.room();
      const [ada, bo] = [await scene.join(room, "Ada"), await scene.join(room, "Bo")];
      await ada.say("one");
      await ada.say("two");
      const asked = react(1, "\u{1F44D}");
      expectMatch("the ack", await bo.ask(asked), { type: "ack", seq: 3 });
      await ada.ask(react(1, "\u{1F389}"));
      await ada.ask(react(1, "\u{1F44D}"));
      const event = { seq: 3, kind: "reacted", by: { name: "Bo" }, message: 1, emoji: "\u{1F44D}", on: true };
      expectMatch("what Ada sees", (await ada.events(3))[2], event);
      const counts = [
        { emoji: "\u{1F44D}", count: 2 },
        { emoji: "\u{1F389}", count: 1 },
      ];
      const back = await scene.join(room, "Bo");
      expectMatch("the snapshot", back.welcome, {
        snapshot: { messages: [{ reactions: counts }, { reactions: absent }] },
      });
      expectSame("one's own", at(back.welcome, "mine"), { 1: ["\u{1F44D}"] });
      const page = await scene.http("GET", `/api/rooms/${room}/messages`, { token: (await scene.session("Bo")).token });
      expectMatch("the page", page.json, { messages: [{ reactions: counts }, { seq: 2 }] });
      expectSame("one's own on the page", at(page.json, "mine"), { 1: ["\u{1F44D}"] });
      const unknown = await scene.http("GET", `/api/rooms/${room}/messages`);
      expectSame("nobody's own", at(unknown.json, "mine"), {});
      expectMatch("taking back", await bo.ask(react(1, "\u{1F44D}", false)), { type: "ack", seq: 6 });
      expectMatch("history then", await bo.ask({ type: "history", id: newId(), before: 2 }), {
        messages: [{ reactions: (value) => (show(value).includes('"count":2') ? "ones" : undefined) }],
        mine: { 1: absent },
      });
    },
  },
  {
    id: "R4-25",
    what: "a reaction is 1 to 32 bytes without controls and spaces; a message has 20 different ones at most",
    needs: "no limits",
    async run(scene) {
      const ada = await scene.join(scene.room(), "Ada");
      await ada.say("one");
      for (const emoji of ["", "a b", "\n", "\u00a0", "x".repeat(33), "\u{1F44D}".repeat(9), "\ud83d"])
        expectMatch(`a reaction ${JSON.stringify(emoji)}`, await ada.ask(react(1, emoji)), { code: "invalid" });
      const kinds = [
        "+1",
        "\u{1F469}\u200d\u{1F4BB}",
        "\u{1F44D}".repeat(8),
        ...Array.from({ length: 17 }, (_, n) => `${n}`),
      ];
      for (const emoji of kinds) expectMatch(`a reaction ${emoji}`, await ada.ask(react(1, emoji)), { type: "ack" });
      expectMatch("the 21st", await ada.ask(react(1, "21")), { type: "error", code: "too_large" });
      await ada.ask(react(1, "+1", false));
      expectMatch("one in its place", await ada.ask(react(1, "21")), { type: "ack" });
    },
  },
];
