// presence.ts: section 5, what is not stored: who is here, who is writing, signals.

import { absent, at, expectMatch, expectSame, expectThat, holding, listAt } from "../json.ts";
import type { Rule } from "../rule.ts";
import { sleep } from "../scene.ts";

/** How long somebody without a connection is still here (contract 6), and how late that may be told. */
const GRACE_MS = 8000;
const LATE_MS = 7000;

export const presence: readonly Rule[] = [
  {
    id: "R5-3",
    what: "coming is told to those who are here, and the one who comes finds everybody in the welcome",
    async run(scene) {
      const room = scene.room();
      const ada = await scene.join(room, "Ada");
      const bo = await scene.join(room, "Bo");
      const [adaId, boId] = [(await scene.session("Ada")).id, (await scene.session("Bo")).id];
      const told = await ada.next(
        "presence",
        ({ joined }) => Array.isArray(joined) && joined.some((entry) => at(entry, "id") === boId),
      );
      expectMatch("what Ada is told", told, {
        count: 2,
        joined: holding({ id: boId, name: "Bo", role: "member" }),
        left: absent,
      });
      expectMatch("what Bo finds", bo.welcome, {
        members: { count: 2, complete: true, list: holding({ id: adaId, name: "Ada" }) },
      });
      expectMatch("oneself", bo.welcome, { members: { list: holding({ id: boId, name: "Bo" }) } });
      expectMatch("members by HTTP", (await scene.http("GET", `/api/rooms/${room}/members`)).json, {
        count: 2,
        complete: true,
        list: holding({ id: boId }),
      });
    },
  },
  {
    id: "R4-76 R5-42",
    what: "a member is idle where all their connections are, which is told, and in every roster",
    async run(scene) {
      const room = scene.room();
      const ada = await scene.join(room, "Ada");
      const [phone, desk] = [await scene.join(room, "Bo"), await scene.join(room, "Bo")];
      const { id } = await scene.session("Bo");
      phone.send({ type: "idle", on: true });
      desk.send({ type: "idle", on: true });
      const left = await ada.next("presence", ({ idle }) => Array.isArray(idle));
      expectMatch("who left", left, { count: 2, idle: [id], active: absent });
      const roster = await scene.http("GET", `/api/rooms/${room}/members`);
      expectMatch("the roster", roster.json, { list: holding({ id, idle: true }) });
      expectMatch("Ada there", roster.json, { list: holding({ name: "Ada", idle: absent }) });
      desk.send({ type: "idle", on: false });
      const back = await ada.next("presence", ({ active }) => Array.isArray(active));
      expectMatch("who is back", back, { active: [id], idle: absent });
    },
  },
  {
    id: "R5-3",
    what: "a member is one, however many connections",
    async run(scene) {
      const room = scene.room();
      const bo = await scene.join(room, "Bo");
      const tabs = [await scene.join(room, "Ada"), await scene.join(room, "Ada"), await scene.join(room, "Ada")];
      for (const tab of tabs) expectMatch("members", tab.welcome, { members: { count: 2 } });
      await bo.next("presence", (frame) => frame["count"] === 2 && Array.isArray(frame["joined"]));
      await tabs[0]?.leave();
      await tabs[1]?.leave();
      await bo.say("told after whatever there is to tell");
      await sleep(200);
      expectSame(
        "what Bo is told of tabs",
        bo.untaken("presence").filter((frame) => Array.isArray(frame["left"])),
        [],
      );
      expectMatch("members then", (await scene.http("GET", `/api/rooms/${room}/members`)).json, { count: 2 });
    },
  },
  {
    id: "R5-8",
    what: "who lost the last connection is here for 8 s more, and then told to have left; who comes back within them never left",
    early: true,
    async run(scene) {
      const room = scene.room();
      const patienceMs = GRACE_MS + LATE_MS;
      const bo = await scene.join(room, "Bo", { patienceMs });
      const [ada, cy] = [await scene.join(room, "Ada"), await scene.join(room, "Cy")];
      const { id } = await scene.session("Ada");
      await bo.next("presence", (frame) => frame["count"] === 3);
      const leftAt = performance.now();
      await ada.leave();
      cy.vanish();
      await sleep(3000);
      expectMatch("members after 3 s", (await scene.http("GET", `/api/rooms/${room}/members`)).json, { count: 3 });
      await scene.join(room, "Cy");
      const told = await bo.next("presence", ({ left, list }) => Array.isArray(left) || Array.isArray(list));
      const afterMs = performance.now() - leftAt;
      expectThat(
        afterMs >= GRACE_MS - 100,
        `a leave should be told after 8 s, and was after ${Math.round(afterMs)} ms`,
      );
      expectMatch("who is here", told, { count: 2 });
      // A fresh roster says the same.
      if (told["list"] === undefined) expectSame("who left", listAt(told, "left"), [id]);
      await bo.say("told after whatever there is to tell");
      await sleep(500);
      expectSame(
        "more leaves",
        bo.untaken("presence").filter((frame) => Array.isArray(frame["left"])),
        [],
      );
    },
  },
  {
    id: "R5-4",
    what: "typing names everybody who is writing now, ends by typing off and with the member's next message",
    async run(scene) {
      const room = scene.room();
      const [ada, bo, cy] = [await scene.join(room, "Ada"), await scene.join(room, "Bo"), await scene.join(room, "Cy")];
      const [adaId, boId] = [(await scene.session("Ada")).id, (await scene.session("Bo")).id];
      ada.send({ type: "typing", on: true });
      bo.send({ type: "typing", on: true });
      const both = await cy.next("typing", ({ members }) => Array.isArray(members) && members.length === 2);
      expectMatch("both", both, { members: holding({ id: adaId, name: "Ada" }) });
      expectMatch("both", both, { members: holding({ id: boId, name: "Bo" }) });
      bo.send({ type: "typing", on: false });
      expectMatch("after Bo stopped", await cy.next("typing"), { members: [{ id: adaId }] });
      await ada.say("said");
      bo.send({ type: "typing", on: true });
      expectMatch(
        "after Ada said it",
        await cy.next("typing", ({ members }) => Array.isArray(members) && members.length > 0),
        { members: [{ id: boId }] },
      );
    },
  },
  {
    id: "R5-4",
    what: "who is writing and is not named again for 6 s is not among those named later",
    early: true,
    async run(scene) {
      const room = scene.room();
      const [ada, bo, cy] = [await scene.join(room, "Ada"), await scene.join(room, "Bo"), await scene.join(room, "Cy")];
      ada.send({ type: "typing", on: true });
      await cy.next("typing");
      await sleep(6500);
      bo.send({ type: "typing", on: true });
      expectMatch("who is writing", await cy.next("typing"), { members: [{ id: (await scene.session("Bo")).id }] });
    },
  },
  {
    id: "R5-5",
    what: "a signal reaches everybody who is connected but the connection that sent it, and is not stored",
    async run(scene) {
      const room = scene.room();
      const [ada, tab, bo] = [
        await scene.join(room, "Ada"),
        await scene.join(room, "Ada"),
        await scene.join(room, "Bo"),
      ];
      const { id } = await scene.session("Ada");
      const signal = { name: "cursor.move:1", data: { x: 1, deep: [null, "é"] } };
      ada.send({ type: "signal", ...signal });
      for (const other of [tab, bo])
        expectSame("the signal", await other.next("signal"), { type: "signal", from: { id, name: "Ada" }, ...signal });
      ada.send({ type: "signal", name: "knock", data: null });
      expectMatch("a signal of null", await bo.next("signal"), {
        name: "knock",
        data: (value) => (value === null ? undefined : "null"),
      });
      await ada.caughtUp();
      await ada.say("said after it");
      await ada.events();
      expectSame("what its sender got", ada.untaken("signal"), []);
      expectMatch("the head", (await scene.http("GET", `/api/rooms/${room}`)).json, { head: 1 });
    },
  },
];
