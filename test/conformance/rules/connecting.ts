// connecting.ts: section 3, who comes in and how: subprotocols, tokens, names, what is refused before and after.

import { type Check, expectMatch, expectSame, expectThat, stringAt, text } from "../json.ts";
import type { Rule } from "../rule.ts";
import { expectProblem } from "../scene.ts";

/** Carried in a cookie as a page would. */
const cookie = (token: string) => ({ cookie: `hubbub_session=${token}` });

export const connecting: readonly Rule[] = [
  {
    id: "R3-1",
    what: "GET /ws is GET /ws/lobby",
    async run(scene) {
      expectMatch("the room of /ws", (await scene.join(undefined, "Ada")).welcome, { room: { name: "lobby" } });
      expectMatch("the room of /ws/lobby", (await scene.join("lobby", "Ada")).welcome, { room: { name: "lobby" } });
    },
  },
  {
    id: "R3-2",
    what: "the server answers the subprotocol hubbub.v1 and nothing else, and a token there is never echoed",
    async run(scene) {
      const { token, id } = await scene.session("Ada");
      const room = scene.room();
      const offers = [
        ["hubbub.v1"],
        ["something.else", "hubbub.v1"],
        ["hubbub.v1", `bearer.${token}`],
        [`bearer.${token}`, "hubbub.v1"],
      ];
      for (const protocols of offers) {
        const withToken = protocols.some((name) => name.startsWith("bearer."));
        const wire = await scene.enter(room, "Ada", { protocols, ...(withToken ? {} : { token }) });
        expectSame(`the subprotocol answered to ${protocols.length}`, wire.protocol, "hubbub.v1");
        expectSame("who is in", stringAt(wire.welcome, "you.id"), id);
        for (const [name, value] of wire.answered)
          expectThat(!value.includes(token), `the header ${name} echoes the token`);
      }
    },
  },
  {
    id: "R3-3",
    what: "a token is the same by header, subprotocol, ticket and cookie",
    async run(scene) {
      const { token, id } = await scene.session("Ada");
      const room = scene.room();
      const ticket = stringAt(
        (await scene.http("POST", "/api/session/ticket", { token, body: { room } })).json,
        "ticket",
      );
      const ways = {
        header: { token },
        subprotocol: { protocols: ["hubbub.v1", `bearer.${token}`] },
        ticket: { query: { ticket } },
        cookie: { headers: cookie(token) },
      };
      for (const [way, entering] of Object.entries(ways)) {
        expectSame(`who is in by ${way}`, stringAt((await scene.enter(room, way, entering)).welcome, "you.id"), id);
      }
    },
  },
  {
    id: "R3-4",
    what: "where there are several tokens the order is header, subprotocol, ticket, cookie",
    async run(scene) {
      const [ada, bo] = [await scene.session("Ada"), await scene.session("Bo")];
      const room = scene.room();
      const ticketOf = async (token: string) =>
        stringAt((await scene.http("POST", "/api/session/ticket", { token, body: { room } })).json, "ticket");
      const subprotocol = (token: string) => ["hubbub.v1", `bearer.${token}`];
      const both = {
        "header over subprotocol": { token: ada.token, protocols: subprotocol(bo.token) },
        "subprotocol over ticket": { protocols: subprotocol(ada.token), query: { ticket: await ticketOf(bo.token) } },
        "ticket over cookie": { query: { ticket: await ticketOf(ada.token) }, headers: cookie(bo.token) },
        "header over cookie": { token: ada.token, headers: cookie(bo.token) },
      };
      for (const [what, entering] of Object.entries(both)) {
        expectSame(what, stringAt((await scene.enter(room, what, entering)).welcome, "you.id"), ada.id);
      }
    },
  },
  {
    id: "R3-5",
    what: "a bad token given explicitly is refused, never skipped: an error frame, then 4401 with the code as reason",
    async run(scene) {
      const { token } = await scene.session("Ada");
      const good = cookie(token);
      const bad = {
        header: { token: "no.such.token", headers: good },
        subprotocol: { protocols: ["hubbub.v1", "bearer.no.such.token"], headers: good },
        ticket: { query: { ticket: "no.such.ticket" }, headers: good },
      };
      for (const [way, entering] of Object.entries(bad)) {
        const wire = await scene.knock(scene.room(), `a bad ${way}`, entering);
        expectMatch(`the refusal of a bad ${way}`, await wire.next("error"), {
          code: "unauthenticated",
          message: /^unable to /,
        });
        expectSame(`the close of a bad ${way}`, await wire.closed(), { code: 4401, reason: "unauthenticated" });
      }
    },
  },
  {
    id: "R3-3",
    what: "a ticket is for one room",
    async run(scene) {
      const { token } = await scene.session("Ada");
      const { json } = await scene.http("POST", "/api/session/ticket", { token, body: { room: scene.room() } });
      const wire = await scene.knock(scene.room(), "a ticket's owner", { query: { ticket: stringAt(json, "ticket") } });
      expectMatch("the refusal of a ticket for another room", await wire.next("error"), {
        code: unauthenticatedOrExpired,
      });
      expectMatch("its close", await wire.closed(), { code: 4401 });
    },
  },
  {
    id: "R3-9 R3-10",
    what: "without a token there is a new guest, named by ?name= or by the server, who stays the same member by its token",
    async run(scene) {
      const room = scene.room();
      for (const query of [{ name: "  Zoe\u0301 " }, {}]) {
        const guest = await scene.enter(room, "a new guest", { query });
        const name = query.name === undefined ? text : "Zo\u00e9";
        const id = stringAt(guest.welcome, "you.id");
        expectMatch("the welcome of a new guest", guest.welcome, {
          you: { name, id: /^g_/ },
          session: { token: text, expiresAt: future },
        });
        const token = stringAt(guest.welcome, "session.token");
        const again = await scene.enter(room, "the same guest", { token, query: { name: "Ignored" } });
        expectMatch("who it is by the token", again.welcome, {
          you: { id, name: stringAt(guest.welcome, "you.name") },
        });
      }
    },
  },
  {
    id: "R3-2",
    what: "subprotocols without hubbub.v1 are answered 400",
    async run(scene) {
      const { token } = await scene.session("Ada");
      for (const protocols of [["hubbub.v9"], [`bearer.${token}`], ["chat", "superchat"]]) {
        expectProblem("a foreign subprotocol", await scene.refusal(scene.room(), { protocols, token }), 400, "invalid");
      }
    },
  },
  {
    id: "R3-7",
    what: "before the upgrade, a bad room name or query is answered 400, as a problem",
    async run(scene) {
      const { token } = await scene.session("Ada");
      const names = ["Upper", "-front", "back-", "under_score", "a.b", "%C3%A9", "a%20b", "x".repeat(65)];
      for (const name of names) expectProblem(`the room ${name}`, await scene.refusal(name, { token }), 400, "invalid");
      for (const name of ["", "   ", "x".repeat(65), "a\u202eb", "a\u200bb", "a\u0007b"]) {
        expectProblem(
          `the name ${JSON.stringify(name)}`,
          await scene.refusal(scene.room(), { query: { name } }),
          400,
          "invalid",
        );
      }
    },
  },
  {
    id: "R10-1",
    what: "any valid name is a room: 1 to 64 of a-z, 0-9 and -, with - at neither end",
    async run(scene) {
      const random = scene.room();
      for (const name of [random, `${random}--x`, random.slice(-16), `${random}${"0".repeat(64)}`.slice(0, 64)]) {
        expectMatch(`the room ${name}`, (await scene.join(name, "Ada")).welcome, { room: { name } });
      }
      for (const name of ["UPPER", "-x", "x-", "x_y", "x".repeat(65), "%E2%98%95"]) {
        expectProblem(`the room ${name}`, await scene.http("GET", `/api/rooms/${name}`), 400, "invalid");
      }
    },
  },
  {
    id: "R3-7",
    what: "GET /ws/{room} without the upgrade is answered 426, as a problem",
    async run(scene) {
      expectProblem("a plain GET", await scene.http("GET", `/ws/${scene.room()}`), 426, "invalid");
      expectProblem("a plain GET of /ws", await scene.http("GET", "/ws"), 426, "invalid");
    },
  },
  {
    id: "R10-2",
    what: "looking makes nothing: a room is stored only once something durable happens in it",
    async run(scene) {
      const room = scene.room();
      const ada = await scene.join(room, "Ada");
      expectMatch("an open room", ada.welcome, {
        epoch: "0",
        head: 0,
        you: { role: "member" },
        room: { name: room, title: text, topic: "", visibility: "unlisted", slowModeMs: 0, guests: true },
      });
      ada.send({ type: "typing", on: true });
      ada.send({ type: "signal", name: "knock", data: 1 });
      ada.send({ type: "read", upTo: 1 });
      await ada.caughtUp();
      expectMatch("the room after looks alone", (await scene.http("GET", `/api/rooms/${room}`)).json, {
        epoch: "0",
        head: 0,
      });
      await ada.say("now it is one");
      expectMatch("the room after a message", (await scene.http("GET", `/api/rooms/${room}`)).json, {
        epoch: ada.epoch,
        head: 1,
      });
    },
  },
];

const future: Check = (value) => (typeof value === "number" && value > Date.now() ? undefined : "a time to come");

const unauthenticatedOrExpired: Check = (value) =>
  value === "unauthenticated" || value === "expired" ? undefined : "unauthenticated or expired";
