// limits.ts: section 6, how much a member, a connection and a network may ask.

import { at, expectMatch, expectSame, expectThat, numberAt, positive } from "../json.ts";
import type { Rule } from "../rule.ts";
import { expectProblem, type Scene, sleep } from "../scene.ts";
import { newId, type Wire } from "../wire.ts";

const LIMITED = { type: "error", code: "rate_limited", retryAfterMs: positive };
const send = () => ({ type: "send", id: newId(), text: "x" });

/** Enough for any bucket of the contract to be full again by far, but for new guests. */
const GUESTS_A_MINUTE = 10;

/** Sends what is refused until the connection is closed for it; the contract does not say how often. */
async function keepOn(wire: Wire, frame: string): Promise<void> {
  for (let sent = 0; sent < 1000 && wire.isOpen; sent += 50) {
    for (let index = 0; index < 50 && wire.isOpen; index += 1) wire.raw(frame);
    await sleep(100);
  }
}

async function post(scene: Scene, room: string): Promise<Awaited<ReturnType<Scene["http"]>>> {
  const { token } = await scene.session("Ada");
  return scene.http("POST", `/api/rooms/${room}/messages`, { token, body: { text: "by HTTP" } });
}

export const limits: readonly Rule[] = [
  {
    id: "R6-2 R6-8 R9-10",
    what: "a member has 20 durable commands at once, over all connections and by HTTP, and is told how long to wait",
    needs: "limits",
    async run(scene) {
      const room = scene.room();
      const [ada, tab, bo] = [
        await scene.join(room, "Ada"),
        await scene.join(room, "Ada"),
        await scene.join(room, "Bo"),
      ];
      const startedAt = performance.now();
      const asked = Array.from({ length: 26 }, (_, index) => ({ wire: index % 2 === 0 ? ada : tab, command: send() }));
      for (const { wire, command } of asked) wire.send(command);
      const answers = await Promise.all(asked.map(({ wire, command }) => wire.answer(command.id)));
      const refused = answers.filter((answer) => answer["code"] === "rate_limited");
      const refilled = Math.ceil(((performance.now() - startedAt) / 1000) * 5);
      expectThat(
        refused.length <= 6 && refused.length >= 6 - refilled,
        `of 26 commands 6 should be refused, but ${refused.length} were`,
      );
      for (const answer of refused) expectMatch("a refusal", answer, LIMITED);
      let posted = await post(scene, room);
      for (let tries = 0; tries < 8 && at(posted.json, "code") !== "rate_limited"; tries += 1)
        posted = await post(scene, room);
      expectProblem("a post of the same member", posted, 429, "rate_limited");
      expectMatch("how long to wait", at(posted.json, "retryAfterMs"), positive);
      await bo.say("others are not limited by it");
      const elsewhere = await scene.join(scene.room(), "Ada");
      await elsewhere.say("nor is the same member in another room");
    },
  },
  {
    id: "R6-2",
    what: "who waits as told may go on, with 5 a second; a reconnect refills nothing",
    needs: "limits",
    async run(scene) {
      const room = scene.room();
      const ada = await scene.join(room, "Ada");
      const asked = Array.from({ length: 25 }, send);
      for (const command of asked) ada.send(command);
      await Promise.all(asked.map(({ id }) => ada.answer(id)));
      ada.vanish();
      const again = await scene.join(room, "Ada");
      const burst = Array.from({ length: 10 }, send);
      for (const command of burst) again.send(command);
      const answers = await Promise.all(burst.map(({ id }) => again.answer(id)));
      const last = answers.at(-1);
      expectMatch("the last of ten more", last, LIMITED);
      await sleep(numberAt(last, "retryAfterMs") + 20);
      await again.say("after the wait");
      await sleep(1000);
      const more = Array.from({ length: 10 }, send);
      for (const command of more) again.send(command);
      const given = await Promise.all(more.map(({ id }) => again.answer(id)));
      // Refused for another reason is within the rate, too: a new guest of this room says one thing a second.
      const within = given.filter((answer) => answer["code"] !== "rate_limited").length;
      expectThat(within >= 4 && within <= 8, `after a second there should be 5 more, and there were ${within}`);
    },
  },
  {
    id: "R6-3",
    what: "history and resume: 10 at once, then 1 a second",
    needs: "limits",
    async run(scene) {
      const room = scene.room();
      const [ada, tab] = [await scene.join(room, "Ada"), await scene.join(room, "Ada")];
      for (let index = 0; index < 9; index += 1) {
        expectMatch("a history", await (index % 2 === 0 ? ada : tab).ask({ type: "history", id: newId() }), {
          type: "history",
        });
      }
      ada.send({ type: "resume", since: "0:0" });
      await ada.next("welcome");
      let refused = await ada.ask({ type: "history", id: newId() });
      for (let tries = 0; tries < 3 && refused["type"] === "history"; tries += 1)
        refused = await ada.ask({ type: "history", id: newId() });
      expectMatch("the eleventh", refused, LIMITED);
      tab.send({ type: "resume", since: "0:0" });
      expectMatch("a resume then", await tab.next("error"), { code: "rate_limited" });
      await sleep(numberAt(refused, "retryAfterMs") + 50);
      expectMatch("one after the wait", await ada.ask({ type: "history", id: newId() }), { type: "history" });
    },
  },
  {
    id: "R6-4",
    what: "signals over 60 at once and 30 a second are dropped without a word, per connection",
    needs: "limits",
    async run(scene) {
      const room = scene.room();
      const [ada, tab, bo] = [
        await scene.join(room, "Ada"),
        await scene.join(room, "Ada"),
        await scene.join(room, "Bo"),
      ];
      for (let index = 0; index < 200; index += 1) ada.send({ type: "signal", name: "move", data: index });
      await ada.say("said after them");
      tab.send({ type: "signal", name: "other", data: 1 });
      await bo.next("signal", ({ name }) => name === "other");
      const came = bo.untaken("signal").length;
      expectThat(came >= 60 && came < 150, `of 200 signals at once about 60 should come through, and ${came} did`);
      expectSame("errors about them", ada.untaken("error"), []);
    },
  },
  {
    id: "R6-5",
    what: "who goes on being refused is closed with 4429, in plain mode too; others notice nothing",
    async run(scene) {
      const room = scene.room();
      const bo = await scene.join(room, "Bo");
      const ada = await scene.join(room, "Ada");
      await keepOn(ada, "{");
      expectSame("the close", await ada.closed(), { code: 4429, reason: "rate_limited" });
      const errors = ada.untaken("error");
      expectMatch("the last error", errors.at(-1), { code: "rate_limited", retryAfterMs: positive });
      const plain = await scene.knock(room, "plain Cy", { protocols: [], token: (await scene.session("Cy")).token });
      await keepOn(plain, "");
      expectSame("the close of a plain one", await plain.closed(), { code: 4429, reason: "rate_limited" });
      await bo.say("undisturbed");
      expectMatch("the room", (await scene.http("GET", `/api/rooms/${room}`)).json, { head: 1 });
    },
  },
  {
    id: "R6-6",
    what: "new guests: 10 a minute per network prefix, then 429 with Retry-After, by session and by upgrade alike",
    needs: "limits",
    async run(scene) {
      // Made first: afterwards there is no place for a while.
      const { token } = await scene.session("Ada");
      const made: number[] = [];
      let answer = await scene.http("POST", "/api/session", { body: {} });
      while (answer.status === 201 && made.length < 2 * GUESTS_A_MINUTE) {
        made.push(answer.status);
        answer = await scene.http("POST", "/api/session", { body: {} });
      }
      expectThat(made.length <= GUESTS_A_MINUTE, `${made.length} guests were made in a row, more than 10`);
      expectProblem("one guest too many", answer, 429, "rate_limited");
      const seconds = Number(answer.headers.get("retry-after"));
      expectThat(
        Number.isInteger(seconds) && seconds >= 1 && seconds <= 60,
        `Retry-After should be 1 to 60 s, not ${seconds}`,
      );
      expectMatch("retryAfterMs", at(answer.json, "retryAfterMs"), positive);
      expectSame(
        "a renewal, which makes no guest",
        (await scene.http("POST", "/api/session", { token, body: {} })).status,
        201,
      );
      const refusal = scene.knockOnce(scene.room(), "one guest too many").then(
        () => "let in",
        (error: unknown) => (error instanceof Error ? error.message : ""),
      );
      expectMatch("an upgrade without a token", await refusal, /answered 429/);
    },
  },
];
