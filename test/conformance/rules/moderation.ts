// moderation.ts: section 4, configure and moderate, in rooms that somebody owns.

import { absent, expectMatch, expectSame, expectThat, isObject, type JsonObject, numberAt, stringAt } from "../json.ts";
import { makeRoom } from "../make-room.ts";
import type { Rule } from "../rule.ts";
import { expectProblem, sleep } from "../scene.ts";
import { newId, type Wire } from "../wire.ts";

const configure = (change: JsonObject): JsonObject => ({ type: "configure", id: newId(), ...change });
const moderate = (action: string, member: string, more: JsonObject = {}): JsonObject => ({
  type: "moderate",
  id: newId(),
  action,
  member,
  ...more,
});
/** workerd ends the TCP connection of a socket that it closes only where a frame of the client's came before. */
const settled = (...wires: readonly Wire[]) => Promise.all(wires.map((wire) => wire.ping()));
const forbidden = { type: "error", code: "forbidden" };

export const moderation: readonly Rule[] = [
  {
    id: "R4-27 R4-28 R4-30 R10-10",
    what: "the owner sets the room's settings, which all see; in slow mode a member waits, and is told how long",
    makesRooms: true,
    async run(scene) {
      const room = await makeRoom(scene, "Ada", { name: scene.room() });
      const [ada, bo] = [await scene.join(room, "Ada"), await scene.join(room, "Bo")];
      for (const change of [{ title: "x" }, { topic: "x" }, { slowModeMs: 1 }, { guests: false }])
        expectMatch(`${JSON.stringify(change)} by a member`, await bo.ask(configure(change)), forbidden);
      const change = { title: "Parlour", topic: "Cats", slowModeMs: 60_000 };
      expectMatch("the ack", await ada.ask(configure(change)), { type: "ack", seq: 3 });
      expectMatch("the event", await bo.events(1), [{ seq: 3, kind: "configured", ...change, guests: absent }]);
      expectMatch("the welcome", (await scene.join(room, "Cy")).welcome, { room: change });
      expectMatch("as it is already", await ada.ask(configure(change)), { type: "ack", seq: 0 });
      expectMatch("private", await ada.ask(configure({ visibility: "private" })), { type: "error", code: "invalid" });
      const first = { type: "send", id: newId(), text: "first" };
      const ack = await bo.ask(first);
      expectMatch("the first", ack, { type: "ack" });
      const refusal = await bo.ask({ type: "send", id: newId(), text: "second" });
      expectMatch("the second", refusal, { type: "error", code: "slow_mode" });
      const waitMs = numberAt(refusal, "retryAfterMs");
      expectThat(waitMs > 0 && waitMs <= 60_000, `the wait should be up to a minute, but is ${waitMs}`);
      expectSame("a repeat", await bo.ask(first), ack);
      for (const text of ["owners", "do not wait"]) await ada.say(text);
      const { token } = await scene.session("Bo");
      const posted = await scene.http("POST", `/api/rooms/${room}/messages`, { token, body: { text: "by HTTP" } });
      expectProblem("by HTTP", posted, 429, "slow_mode");
    },
  },
  {
    id: "R4-29 R10-11",
    what: "where guests are admitted no more they are sent away at once, and no guest gets in",
    makesRooms: true,
    async run(scene) {
      const room = await makeRoom(scene, "Ada");
      const [ada, bo] = [await scene.join(room, "Ada"), await scene.join(room, "Bo")];
      await settled(bo);
      await ada.ask(configure({ guests: false }));
      expectMatch("why", await bo.next("error"), { code: "forbidden", message: /^unable to .+; .+/ });
      expectSame("the close", await bo.closed(), { code: 4403, reason: "forbidden" });
      const again = await scene.knock(room, "Bo", { token: (await scene.session("Bo")).token });
      expectMatch("coming back", await again.next("error"), { code: "forbidden" });
      expectSame("its close", await again.closed(), { code: 4403, reason: "forbidden" });
      expectProblem("reading", await scene.http("GET", `/api/rooms/${room}/messages`), 403, "forbidden");
      expectMatch("the owner, a guest with a role", await ada.say("alone"), { seq: 4 });
    },
  },
  {
    id: "R4-31 R4-32 R4-33 R4-35",
    what: "a kick ends all connections, and who was kicked may come back; a ban shuts out until it ends or is lifted",
    makesRooms: true,
    async run(scene) {
      const room = await makeRoom(scene, "Ada");
      const { id, token } = await scene.session("Bo");
      const [ada, cy] = [await scene.join(room, "Ada"), await scene.join(room, "Cy")];
      const devices = [await scene.join(room, "Bo"), await scene.join(room, "Bo")];
      await settled(...devices);
      expectMatch("a kick by a member", await cy.ask(moderate("kick", id)), forbidden);
      expectMatch("of nobody", await ada.ask(moderate("kick", "g_nobody")), { type: "error", code: "not_found" });
      await ada.ask(moderate("kick", id, { reason: "shouting" }));
      for (const device of devices) {
        expectMatch("why", await device.next("error"), { code: "kicked" });
        expectSame("the close", await device.closed(), { code: 4403, reason: "kicked" });
      }
      const kicked = { kind: "member", action: "kick", member: { id, name: "Bo" }, reason: "shouting" };
      expectMatch("what others see", await cy.events(1), [kicked]);
      const back = await scene.join(room, "Bo");
      await back.say("back");
      expectMatch("an end that is past", await ada.ask(moderate("ban", id, { untilAt: Date.now() - 1 })), {
        code: "invalid",
      });
      // By the clock of the room, which need not be ours.
      const untilAt = numberAt(await ada.say("what time is it?"), "at") + 3000;
      await ada.ask(moderate("ban", id, { untilAt }));
      expectMatch("why", await back.next("error"), {
        code: "banned",
        retryAfterMs: (value) => (typeof value === "number" && value > 0 && value <= 3000 ? undefined : "up to 3 s"),
      });
      expectSame("the close", await back.closed(), { code: 4403, reason: "banned" });
      const knocked = await scene.knock(room, "Bo", { token });
      expectSame("coming back", await knocked.closed(), { code: 4403, reason: "banned" });
      const path = `/api/rooms/${room}/messages`;
      expectProblem("sending", await scene.http("POST", path, { token, body: { text: "x" } }), 403, "banned");
      expectProblem("reading", await scene.http("GET", path, { token }), 403, "banned");
      await sleep(3500);
      await (await scene.join(room, "Bo")).say("after the ban");
      await ada.ask(moderate("ban", id));
      expectMatch("for ever, once more", await ada.ask(moderate("ban", id)), { type: "ack", seq: 0 });
      expectProblem("sending", await scene.http("POST", path, { token, body: { text: "x" } }), 403, "banned");
      await ada.ask(moderate("unban", id));
      await (await scene.join(room, "Bo")).say("after it was lifted");
    },
  },
  {
    id: "R4-34 R13-8",
    what: "muted members read, and remove their own; all else that others would see is muted",
    makesRooms: true,
    async run(scene) {
      const room = await makeRoom(scene, "Ada");
      const { id } = await scene.session("Bo");
      const [ada, bo, tab] = [
        await scene.join(room, "Ada"),
        await scene.join(room, "Bo"),
        await scene.join(room, "Bo"),
      ];
      const own = numberAt(await bo.say("mine"), "seq");
      await ada.ask(moderate("mute", id));
      const muted = { type: "error", code: "muted" };
      const asked: readonly JsonObject[] = [
        { type: "send", id: newId(), text: "x" },
        { type: "edit", id: newId(), message: own, text: "x" },
        { type: "react", id: newId(), message: own, emoji: "x", on: true },
        { type: "rename", id: newId(), name: "Bob" },
      ];
      for (const command of asked)
        for (const wire of [bo, tab]) expectMatch(JSON.stringify(command["type"]), await wire.ask(command), muted);
      for (const command of [
        { type: "signal", name: "x", data: 1 },
        { type: "put", key: "x", value: 1 },
      ]) {
        bo.send(command);
        expectMatch(command.type, await bo.next("error"), { code: "muted" });
      }
      expectMatch("history", await bo.ask({ type: "history", id: newId() }), { messages: [{ text: "mine" }] });
      expectMatch("removing one's own", await bo.ask({ type: "remove", id: newId(), message: own }), { type: "ack" });
      await ada.ask(moderate("unmute", id));
      await tab.say("heard again");
    },
  },
  {
    id: "R10-8",
    what: "an invite lets in as often as it says and gives its role; one that is used up, wrong or revoked is not_found",
    makesRooms: true,
    async run(scene) {
      const room = await makeRoom(scene, "Ada", { visibility: "private" });
      const [ada, bo, cy] = [await scene.session("Ada"), await scene.session("Bo"), await scene.session("Cy")];
      const path = `/api/rooms/${room}`;
      const made = await scene.http("POST", `${path}/invites`, { token: ada.token, body: {} });
      expectSame("the status of making one", made.status, 201);
      const fragment = new URL(stringAt(made.json, "url"), scene.deployment.origin).hash.slice(1);
      const invite = new URLSearchParams(fragment).get("invite") ?? "";
      expectThat(invite !== "", "the secret should be in the fragment of the url");
      const join = (token: string, secret: string) =>
        scene.http("POST", `${path}/join`, { token, body: { invite: secret } });
      expectProblem("a wrong one", await join(bo.token, "x".repeat(invite.length)), 404, "not_found");
      const joined = await join(bo.token, invite);
      expectMatch(
        "joining",
        { status: joined.status, ...(isObject(joined.json) ? joined.json : {}) },
        { status: 200, role: "member" },
      );
      expectMatch("Bo's welcome", (await scene.join(room, "Bo")).welcome, { you: { role: "member" } });
      expectProblem("used up", await join(cy.token, invite), 404, "not_found");
      expectProblem(
        "a member's invite",
        await scene.http("POST", `${path}/invites`, { token: bo.token, body: {} }),
        403,
        "forbidden",
      );
      const owner = await scene.join(room, "Ada", { since: "0:0" });
      expectMatch("the log", (await owner.events(3))[2], {
        kind: "member",
        action: "join",
        role: "member",
        member: { id: bo.id },
      });
    },
  },
  {
    id: "R4-36 R4-31",
    what: "a role holds at once on all connections; moderators moderate those below them; the last owner cannot step down",
    makesRooms: true,
    async run(scene) {
      const room = await makeRoom(scene, "Ada");
      const [adaId, boId, cyId] = [
        await scene.session("Ada"),
        await scene.session("Bo"),
        await scene.session("Cy"),
      ].map((session) => session.id);
      const [ada, bo, tab] = [
        await scene.join(room, "Ada"),
        await scene.join(room, "Bo"),
        await scene.join(room, "Bo"),
      ];
      await scene.join(room, "Cy");
      expectMatch("stepping down", await ada.ask(moderate("role", adaId ?? "", { role: "member" })), forbidden);
      await ada.ask(moderate("role", boId ?? "", { role: "moderator" }));
      expectMatch("the event", await bo.events(1), [{ kind: "member", action: "role", role: "moderator" }]);
      for (const wire of [bo, tab])
        expectMatch("a topic", await wire.ask(configure({ topic: newId() })), { type: "ack" });
      for (const change of [{ title: "x" }, { guests: false }, { topic: "x", title: "x" }])
        expectMatch(JSON.stringify(change), await bo.ask(configure(change)), forbidden);
      expectMatch("the welcome", (await scene.join(room, "Bo")).welcome, { you: { role: "moderator" } });
      expectMatch("muting a member", await bo.ask(moderate("mute", cyId ?? "")), { type: "ack" });
      expectMatch("muting the owner", await bo.ask(moderate("mute", adaId ?? "")), forbidden);
      expectMatch("giving a role", await bo.ask(moderate("role", cyId ?? "", { role: "moderator" })), forbidden);
      await ada.ask(moderate("role", boId ?? "", { role: "owner" }));
      expectMatch("now Ada may", await ada.ask(moderate("role", adaId ?? "", { role: "member" })), { type: "ack" });
      expectMatch("and is none any more", await ada.ask(configure({ title: "x" })), forbidden);
    },
  },
];
