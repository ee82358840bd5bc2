// guarding.ts: section 10, how a room is guarded: new guests, reports, the audit record, listed words, purges, handing on, read-only.

import { absent, expectMatch, expectSame, expectThat, type JsonObject, numberAt, stringAt } from "../json.ts";
import { makeRoom } from "../make-room.ts";
import { NotSeen, type Rule } from "../rule.ts";
import { expectProblem, sleep } from "../scene.ts";
import { newId } from "../wire.ts";

const command = (type: string, fields: JsonObject): JsonObject => ({ type, id: newId(), ...fields });
const forbidden = { type: "error", code: "forbidden" };
const done = { type: "ack", seq: 0 };

export const guarding: readonly Rule[] = [
  {
    id: "R10-20",
    what: "the ban of a guest keeps guests out who are made after it on the same network; others and earlier ones come in",
    makesRooms: true,
    async run(scene) {
      const room = await makeRoom(scene, "Ada");
      const [ada, mallory] = [await scene.join(room, "Ada"), await scene.newSession("Mallory")];
      await scene.enter(room, "Mallory", { token: mallory.token });
      await ada.ask(command("moderate", { action: "ban", member: mallory.id }));
      const newcomer = await scene.newSession("Newcomer");
      const knocking = await scene.knock(room, "a newcomer", { token: newcomer.token });
      const first = await Promise.race([knocking.next("welcome"), knocking.next("error")]);
      if (first["type"] === "welcome")
        throw new NotSeen("the deployment is not told from which network somebody comes");
      expectMatch("why", first, { code: "banned", message: /^unable to .+; .+/ });
      expectSame("the close", await knocking.closed(), { code: 4403, reason: "banned" });
      const posted = await scene.http("POST", `/api/rooms/${room}/messages`, {
        token: newcomer.token,
        body: { text: "by HTTP" },
      });
      expectProblem("by HTTP", posted, 403, "banned");
      await (await scene.join(room, "Bo")).say("a guest from before");
      await ada.ask(command("moderate", { action: "unban", member: mallory.id }));
      await (await scene.enter(room, "a newcomer", { token: newcomer.token })).say("after the ban");
    },
  },
  {
    id: "R10-22",
    what: "in a room that nobody made a new guest says one thing a second; where somebody owns the room not",
    needs: "limits",
    makesRooms: true,
    async run(scene) {
      const { token } = await scene.newSession("Newcomer");
      const open = await scene.enter(scene.room(), "a newcomer", { token });
      const texts = [command("send", { text: "one" }), command("send", { text: "two" })];
      for (const each of texts) open.send(each);
      const [first, second] = await Promise.all(texts.map((each) => open.answer(stringAt(each, "id"))));
      expectMatch("the first", first, { type: "ack" });
      expectMatch("the second", second, { type: "error", code: "slow_mode" });
      const waitMs = numberAt(second, "retryAfterMs");
      expectThat(waitMs > 0 && waitMs <= 1000, `the wait should be up to a second, but is ${waitMs}`);
      const owned = await scene.enter(await makeRoom(scene, "Ada"), "a newcomer", { token });
      for (const text of ["one", "two", "three"])
        expectMatch(text, await owned.ask(command("send", { text })), { type: "ack" });
    },
  },
  {
    id: "R6-12 R6-13",
    what: "a member opens 40 connections at once, then 10 a second, and has 50 at most",
    needs: "limits",
    async run(scene) {
      const room = scene.room();
      const { token } = await scene.session("Ed");
      const codes: unknown[] = [];
      for (let count = 0; count < 90 && codes.length < 2; count += 1) {
        const wire = await scene.knock(room, `tab ${count}`, { token });
        const first = await Promise.race([wire.next("welcome"), wire.next("error")]);
        if (first["type"] === "welcome") continue;
        codes.push(first["code"]);
        if (first["code"] !== "rate_limited") break;
        expectThat(numberAt(first, "retryAfterMs") > 0, "the refusal should tell how long to wait");
        await sleep(1000);
      }
      expectThat(codes.includes("rate_limited") || codes.includes("room_full"), "no connection was refused");
    },
  },
  {
    id: "R10-24 R10-25 R10-26",
    what: "members report, once for each id and message; moderators alone list and resolve; no event tells of it",
    makesRooms: true,
    async run(scene) {
      const room = await makeRoom(scene, "Ada");
      const [ada, bo] = [await scene.join(room, "Ada"), await scene.join(room, "Bo")];
      const seq = numberAt(await bo.say("something"), "seq");
      const report = command("report", { message: seq, reason: "rude" });
      for (const each of [report, report, { ...report, id: newId() }]) expectMatch("the ack", await bo.ask(each), done);
      expectMatch("other content", await bo.ask({ ...report, reason: "other" }), {
        type: "error",
        code: "id_conflict",
      });
      expectMatch("no message", await bo.ask(command("report", { message: 999 })), {
        type: "error",
        code: "not_found",
      });
      const path = `/api/rooms/${room}/reports`;
      const [mine, theirs] = [await scene.session("Ada"), await scene.session("Bo")];
      expectProblem("a member's look", await scene.http("GET", path, { token: theirs.token }), 403, "forbidden");
      const listed = await scene.http("GET", `${path}?limit=5`, { token: mine.token });
      const shown = { report: 1, message: seq, reason: "rude", by: { id: theirs.id }, resolvedAt: absent };
      expectMatch("the list", listed.json, { reports: [shown], waiting: 1, more: false });
      const resolve = command("resolve", { report: 1, outcome: "dismissed" });
      expectMatch("by a member", await bo.ask(resolve), forbidden);
      expectMatch("by the owner", await ada.ask(resolve), done);
      expectMatch("none", await ada.ask(command("resolve", { report: 9, outcome: "acted" })), {
        type: "error",
        code: "not_found",
      });
      const after = await scene.http("GET", path, { token: mine.token });
      expectMatch("afterwards", after.json, { reports: [{ outcome: "dismissed" }], waiting: 0 });
      await bo.ping();
      expectSame(
        "events",
        (await scene.http("GET", `/api/rooms/${room}`)).json !== undefined && bo.untaken("events").length,
        1,
      );
    },
  },
  {
    id: "R10-60",
    what: "options of a poll that stars would make alike are told apart",
    makesRooms: true,
    async run(scene) {
      const room = await makeRoom(scene, "Ada");
      const ada = await scene.join(room, "Ada");
      await ada.ask(command("words", { action: "mask", words: ["darn", "drat"] }));
      await ada.ask(command("send", { text: "Which?", poll: { options: ["darn", "drat"] } }));
      expectMatch("the event", await ada.events(1), [{ poll: { options: ["****", "**** (2)"] } }]);
    },
  },
  {
    id: "R10-27 R10-28",
    what: "listed words become stars or are refused, for all; the list and the audit record are for moderators alone",
    makesRooms: true,
    async run(scene) {
      const room = await makeRoom(scene, "Ada");
      const [ada, bo] = [await scene.join(room, "Ada"), await scene.join(room, "Bo")];
      const [mine, theirs] = [await scene.session("Ada"), await scene.session("Bo")];
      const words = (action: string, ...list: string[]): JsonObject => command("words", { action, words: list });
      expectMatch("by a member", await bo.ask(words("mask", "darn")), forbidden);
      expectMatch("by the owner", await ada.ask(words("mask", "darn")), done);
      const said = command("send", { text: "D\u00c4RN d\u0430rn darning" });
      const ack = await bo.ask(said);
      expectMatch("the event", await ada.events(1), [{ text: "**** **** darning" }]);
      expectSame("a repeat", await bo.ask(said), ack);
      await ada.ask(words("refuse", "darn"));
      expectMatch("a refusal", await bo.ask(command("send", { text: "darn" })), forbidden);
      expectMatch("a name", await bo.ask(command("rename", { name: "Darn" })), forbidden);
      for (const what of ["words", "audit"]) {
        const look = await scene.http("GET", `/api/rooms/${room}/${what}`, { token: theirs.token });
        expectProblem(`a member's look at ${what}`, look, 403, "forbidden");
      }
      expectMatch("the list", (await scene.http("GET", `/api/rooms/${room}/words`, { token: mine.token })).json, {
        action: "refuse",
        words: ["darn"],
      });
      await ada.ask(command("moderate", { action: "mute", member: theirs.id, reason: "loud" }));
      const audit = await scene.http("GET", `/api/rooms/${room}/audit`, { token: mine.token });
      const [last] = [{ action: "mute", target: theirs.id, reason: "loud", by: { id: mine.id } }];
      expectMatch("the record", audit.json, { entries: [last, { action: "words" }, { action: "words" }], more: false });
    },
  },
  {
    id: "R10-65",
    what: "moderators see who is banned or muted, and why, by pages; nobody else does",
    makesRooms: true,
    async run(scene) {
      const room = await makeRoom(scene, "Ada");
      const [ada] = [await scene.join(room, "Ada"), await scene.join(room, "Bo"), await scene.join(room, "Cy")];
      const [mine, bo, cy] = [await scene.session("Ada"), await scene.session("Bo"), await scene.session("Cy")];
      const untilAt = Date.now() + 3_600_000;
      await ada.ask(command("moderate", { action: "ban", member: bo.id, untilAt, reason: "spam" }));
      await ada.ask(command("moderate", { action: "mute", member: cy.id }));
      const ask = (query: string, token: string) =>
        scene.http("GET", `/api/rooms/${room}/standings${query}`, { token });
      expectProblem("a member's look", await ask("", cy.token), 403, "forbidden");
      expectProblem("no limit", await ask("?limit=0", mine.token), 400, "invalid");
      const by = { id: mine.id, name: "Ada" };
      const both = [
        { member: { id: bo.id, name: "Bo" }, ban: { untilAt, by, reason: "spam" } },
        { member: { id: cy.id, name: "Cy" }, mute: { by } },
      ].sort((one, other) => (one.member.id < other.member.id ? -1 : 1));
      expectMatch("the list", (await ask("", mine.token)).json, { standings: both, more: false });
      expectMatch("a page", (await ask("?limit=1", mine.token)).json, { standings: both.slice(0, 1), more: true });
      const after = encodeURIComponent(both[0]?.member.id ?? "");
      expectMatch("the next", (await ask(`?after=${after}`, mine.token)).json, {
        standings: both.slice(1),
        more: false,
      });
    },
  },
  {
    id: "R5-30",
    what: "owners hear how many reports wait, as it changes and when they come; members never do",
    makesRooms: true,
    async run(scene) {
      const room = await makeRoom(scene, "Ada");
      const [ada, bo] = [await scene.join(room, "Ada"), await scene.join(room, "Bo")];
      const seq = numberAt(await bo.say("something"), "seq");
      await bo.ask(command("report", { message: seq }));
      expectMatch("the notice", await ada.next("reports"), { type: "reports", waiting: 1 });
      expectMatch("to one who comes", await (await scene.join(room, "Ada")).next("reports"), { waiting: 1 });
      await ada.ask(command("resolve", { report: 1, outcome: "dismissed" }));
      expectMatch("the end", await ada.next("reports"), { waiting: 0 });
      await bo.ping();
      expectSame("to the member", bo.untaken("reports").length, 0);
    },
  },
  {
    id: "R10-50",
    what: "invites and bots that are made, used, changed and taken back stand in the audit record, without their secrets",
    makesRooms: true,
    async run(scene) {
      const room = await makeRoom(scene, "Ada");
      const [mine, theirs] = [await scene.session("Ada"), await scene.session("Bo")];
      const path = `/api/rooms/${room}`;
      const asAda = { token: mine.token };
      const made = await scene.http("POST", `${path}/invites`, { ...asAda, body: { role: "moderator" } });
      const invite = new URL(stringAt(made.json, "url")).hash.replace("#invite=", "");
      await scene.http("POST", `${path}/join`, { token: theirs.token, body: { invite } });
      const other = await scene.http("POST", `${path}/invites`, { ...asAda, body: {} });
      await scene.http("DELETE", `${path}/invites/${stringAt(other.json, "id")}`, asAda);
      const bot = await scene.http("POST", `${path}/bots`, { ...asAda, body: { name: "Build" } });
      await scene.http("DELETE", `${path}/bots/${stringAt(bot.json, "id")}`, asAda);
      const audit = await scene.http("GET", `${path}/audit`, asAda);
      const target = `b_${stringAt(bot.json, "id")}`;
      const entries = [
        { action: "remove bot", target },
        { action: "make bot", target, by: { id: mine.id } },
        { action: "revoke invite", target: stringAt(other.json, "id") },
        { action: "make invite" },
        { action: "join by invite", target: stringAt(made.json, "id"), by: { id: theirs.id } },
        { action: "make invite", target: /moderator$/ },
      ];
      expectMatch("the record", audit.json, { entries });
      const told = JSON.stringify(audit.json);
      for (const secret of [invite, stringAt(bot.json, "secret")])
        expectThat(!told.includes(secret), "the record has a secret");
    },
  },
  {
    id: "R10-29",
    what: "a purge removes all that a member said, each message by one event, and nothing that comes later",
    makesRooms: true,
    async run(scene) {
      const room = await makeRoom(scene, "Ada");
      const [ada, bo] = [await scene.join(room, "Ada"), await scene.join(room, "Bo")];
      const { id } = await scene.session("Bo");
      for (const text of ["one", "two", "three"]) await bo.say(text);
      const purge = command("purge", { member: id, reason: "spam" });
      expectMatch("by a stranger", await (await scene.join(room, "Cy")).ask(purge), forbidden);
      for (const each of [purge, purge]) expectMatch("the ack", await ada.ask(each), done);
      const removed = (await ada.events(6)).slice(3);
      expectMatch("the removals", removed, [
        { kind: "removed", message: 5, reason: "spam" },
        { kind: "removed", message: 4 },
        { kind: "removed", message: 3 },
      ]);
      await bo.say("later");
      const page = await scene.http("GET", `/api/rooms/${room}/messages`);
      expectMatch("the messages", page.json, {
        messages: [{ text: absent }, { text: absent }, { text: absent }, { text: "later" }],
      });
    },
  },
  {
    id: "R10-23",
    what: "a room is handed on by one command: two events, and the roles hold at once",
    makesRooms: true,
    async run(scene) {
      const room = await makeRoom(scene, "Ada");
      const [ada, bo] = [await scene.join(room, "Ada"), await scene.join(room, "Bo")];
      const [mine, theirs] = [await scene.session("Ada"), await scene.session("Bo")];
      expectMatch("by a member", await bo.ask(command("transfer", { member: mine.id })), forbidden);
      const transfer = command("transfer", { member: theirs.id });
      const ack = await ada.ask(transfer);
      expectMatch("the events", await bo.events(2), [
        { kind: "member", action: "role", role: "owner", member: { id: theirs.id } },
        { kind: "member", action: "role", role: "moderator", member: { id: mine.id } },
      ]);
      expectSame("a repeat", await ada.ask(transfer), ack);
      expectMatch("the old one", await ada.ask(command("configure", { title: "mine" })), forbidden);
      expectMatch("the new one", await bo.ask(command("configure", { title: "mine" })), { type: "ack" });
    },
  },
  {
    id: "R10-30",
    what: "in a read-only room those without a given role read, at once; those who were given one write",
    makesRooms: true,
    async run(scene) {
      const room = await makeRoom(scene, "Ada");
      const [ada, bo] = [await scene.join(room, "Ada"), await scene.join(room, "Bo")];
      const { id } = await scene.session("Bo");
      await ada.ask(command("configure", { readOnly: true }));
      expectMatch("a message", await bo.ask(command("send", { text: "no" })), forbidden);
      expectMatch("the welcome", (await scene.join(room, "Cy")).welcome, {
        you: { role: "reader" },
        room: { readOnly: true },
      });
      await ada.ask(command("moderate", { action: "role", member: id, role: "member" }));
      await bo.say("given a role");
    },
  },
];
