// rooms.ts: section 10 and the guesses of section 3: what is refused after the upgrade, what headers from outside are worth.

import { expectMatch, expectSame, stringAt } from "../json.ts";
import type { Rule } from "../rule.ts";

export const rooms: readonly Rule[] = [
  {
    id: "R3-8",
    what: "what is wrong with a token is told after the upgrade, as one error frame and a close, and does not touch the room",
    async run(scene) {
      const room = scene.room();
      const wire = await scene.knock(room, "somebody with a forged token", { token: "a.b.c" });
      expectSame("the subprotocol", wire.protocol, "hubbub.v1");
      expectMatch("the refusal", await wire.next("error"), { code: "unauthenticated", message: /^unable to .+; .+/ });
      expectSame("the close", await wire.closed(), { code: 4401, reason: "unauthenticated" });
      for (const type of ["welcome", "error", "events"]) expectSame(`more of ${type}`, wire.untaken(type), []);
      expectMatch("the room", (await scene.http("GET", `/api/rooms/${room}`)).json, {
        epoch: "0",
        head: 0,
        members: 0,
      });
    },
  },
  {
    id: "R3-12",
    what: "who somebody is follows from the token alone: headers from outside that look like the Worker's own are dropped",
    async run(scene) {
      const room = scene.room();
      const { id } = await scene.session("Ada");
      const entry = encodeURIComponent(
        JSON.stringify({
          room,
          mode: "frames",
          principal: { id: "g_mallory", name: "Mallory", expiresAt: Date.now() + 1e9, role: "owner" },
        }),
      );
      const headers = { "x-hubbub-entry": entry, "x-hubbub-member": "g_mallory", "x-hubbub-role": "owner" };
      const ada = await scene.join(room, "Ada", { headers });
      expectMatch("who is in", ada.welcome, { you: { id, name: "Ada", role: "member" } });
      const elsewhere = await scene.join(room, "Bo", { headers: { "x-hubbub-entry": "nonsense" } });
      expectMatch("who is in with nonsense there", elsewhere.welcome, { you: { name: "Bo" } });
    },
  },
  {
    id: "R10-1 R10-3",
    what: "every room is open: whoever has the link may enter, guests too, as a member of an unlisted room",
    async run(scene) {
      const room = scene.room();
      for (const name of ["Ada", "Bo"] as const) {
        expectMatch("the welcome", (await scene.join(room, name)).welcome, {
          you: { role: "member" },
          room: { name: room, visibility: "unlisted", guests: true, slowModeMs: 0 },
        });
      }
      expectMatch("the lobby", (await scene.join("lobby", "Ada")).welcome, { room: { visibility: "public" } });
    },
  },
  {
    id: "R1-3",
    what: "a display name is kept in NFC and trimmed; controls, bidi marks and what cannot be seen are refused",
    async run(scene) {
      const room = scene.room();
      const ada = await scene.join(room, "Ada");
      const kept = [
        ["  Ada\u0301  ", "Ad\u00e1"],
        ["\u{1F469}", "\u{1F469}"],
        ["x".repeat(64), "x".repeat(64)],
        ["\u{1F600}".repeat(64), "\u{1F600}".repeat(64)],
        ["O'Brien <b>", "O'Brien <b>"],
      ];
      for (const [given = "", wanted = ""] of kept) {
        const id = crypto.randomUUID();
        expectMatch(`renaming to ${given}`, await ada.ask({ type: "rename", id, name: given }), { type: "ack" });
        const [event] = await ada.events();
        expectSame("the new name", stringAt(event, "member.name"), wanted);
      }
      const refused = [
        "",
        "   ",
        "x".repeat(65),
        "\u{1F600}".repeat(65),
        "a\u0000b",
        "a\nb",
        "a\u202eb",
        "a\u2066b",
        "a\u200bb",
        "a\u200db",
        "a\ufeffb",
        "a\u2028b",
        "\ud800",
      ];
      for (const name of refused) {
        const answer = await ada.ask({ type: "rename", id: crypto.randomUUID(), name });
        expectMatch(`renaming to ${JSON.stringify(name)}`, answer, { type: "error", code: "invalid" });
      }
    },
  },
];
