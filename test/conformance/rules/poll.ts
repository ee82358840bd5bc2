// poll.ts: section 9.2, a room followed by long and short polls.

import { absent, at, expectMatch, expectSame, expectThat, type Json, listAt, numberAt, stringAt } from "../json.ts";
import type { Rule } from "../rule.ts";
import { type Answer, expectProblem, type Scene, sleep } from "../scene.ts";

export const poll: readonly Rule[] = [
  {
    id: "R9.2-1 R9.2-3",
    what: "without a cursor a snapshot and where to go on from; with one what came after it, at once",
    async run(scene) {
      const room = scene.room();
      const ada = await scene.join(room, "Ada");
      await ada.say("one");
      const first = await answerTo(scene, room, {});
      const cursor = stringAt(first, "cursor");
      expectMatch("the first answer", first, {
        events: [],
        recovered: false,
        snapshot: { messages: [{ seq: 1, text: "one" }], more: false },
        mine: {},
      });
      await ada.say("two");
      await ada.say("three");
      const next = await answerTo(scene, room, { since: cursor });
      expectMatch("the next", next, {
        events: [
          { seq: 2, text: "two" },
          { seq: 3, text: "three" },
        ],
        recovered: true,
        snapshot: absent,
      });
      expectSame("the same as over a socket", at(next, "events"), (await ada.events(3)).slice(1));
      expectSame("its cursor", stringAt(next, "cursor"), cursor.replace(/:1$/, ":3"));
      for (const bad of ["nonsense", "", "deadbeef:1", cursor.replace(/:1$/, ":99"), "0:1", "x".repeat(5000)]) {
        expectMatch("the answer to a bad cursor", await answerTo(scene, room, { since: bad }), {
          events: [],
          recovered: false,
          cursor: stringAt(next, "cursor"),
        });
        await sleep(500);
      }
    },
  },
  {
    id: "R9.2-2",
    what: "where there is nothing it waits for the first event, and for nothing else, or until waitMs is over",
    async run(scene) {
      const room = scene.room();
      const ada = await scene.join(room, "Ada");
      const waiting = answerTo(scene, room, { since: "0:0" });
      await sleep(300);
      await ada.say("one");
      const answer = await waiting;
      expectMatch("the answer", answer, { events: [{ seq: 1, text: "one" }], recovered: true });
      const since = stringAt(answer, "cursor");
      const startedAt = performance.now();
      const quiet = answerTo(scene, room, { since, waitMs: "1500" });
      await sleep(300);
      ada.send({ type: "signal", name: "knock", data: 1 });
      ada.send({ type: "typing", on: true });
      expectMatch("the answer to a quiet room", await quiet, { events: [], cursor: since, recovered: true });
      const waitedMs = performance.now() - startedAt;
      expectThat(waitedMs >= 1400 && waitedMs < 10_000, `waitMs=1500 should wait so long, and waited ${waitedMs} ms`);
      const short = performance.now();
      expectMatch("a short poll", await answerTo(scene, room, { since, waitMs: "0" }), { events: [], cursor: since });
      const head = await scene.http("HEAD", `/api/rooms/${room}/poll?since=${since}`);
      expectSame("HEAD", { status: head.status, text: head.text }, { status: 200, text: "" });
      expectThat(performance.now() - short < 5000, "waitMs=0 and HEAD should not wait");
    },
  },
  {
    id: "R9.2-2",
    what: "waitMs is a whole number of at most 55,000, given once",
    async run(scene) {
      const path = `/api/rooms/${scene.room()}/poll`;
      const bad = ["-1", "55001", "1e9", "NaN", "Infinity", "", "0.5", "05", "0x10", "abc"].map(
        (each) => `waitMs=${each}`,
      );
      for (const query of [...bad, "waitMs=1&waitMs=1"])
        expectProblem(query, await scene.http("GET", `${path}?${query}`), 400, "invalid");
      expectProblem("a bad token", await scene.http("GET", path, { token: "a.b.c" }), 401, "unauthenticated");
      expectProblem("a bad name", await scene.http("GET", "/api/rooms/UPPER/poll"), 400, "invalid");
    },
  },
  {
    id: "R9.2-1 R2-4",
    what: "500 events at most; the rest by the next polls, each once, in order",
    needs: "no limits",
    async run(scene) {
      const room = scene.room();
      const last = await scene.fill(room, 1100, (index) => ({ text: `${index}` }));
      const seqs: number[] = [];
      const sizes: number[] = [];
      for (let since = "0:0"; seqs.length < last;) {
        const answer = await answerTo(scene, room, { since });
        expectMatch("the answer", answer, { recovered: true });
        const events = listAt(answer, "events");
        sizes.push(events.length);
        seqs.push(...events.map((event) => numberAt(event, "seq")));
        since = stringAt(answer, "cursor");
      }
      expectSame("how many at a time", sizes, [500, 500, last - 1000]);
      expectSame(
        "the seqs",
        seqs,
        Array.from({ length: last }, (_, index) => index + 1),
      );
    },
  },
  {
    id: "R2-2 R2-4",
    what: "a loop of polls hears a busy room whole and in order, however often it is answered at once",
    async run(scene) {
      const room = scene.room();
      const [ada, bo] = [await scene.join(room, "Ada"), await scene.join(room, "Bo")];
      const talking = (async () => {
        for (let said = 0; said < 30; said += 1) {
          await (said % 2 === 0 ? ada : bo).say(`${said}`);
          await sleep(40);
        }
      })();
      const heard: string[] = [];
      for (let since = "0:0"; heard.length < 30;) {
        const answer = await answerTo(scene, room, { since });
        heard.push(...listAt(answer, "events").map((event) => stringAt(event, "text")));
        since = stringAt(answer, "cursor");
      }
      await talking;
      expectSame(
        "what was heard",
        heard,
        Array.from({ length: 30 }, (_, index) => `${index}`),
      );
    },
  },
  {
    id: "R9.2-4",
    what: "pollers are in no roster, with or without a token: nobody hears of them",
    async run(scene) {
      const room = scene.room();
      const ada = await scene.join(room, "Ada");
      await ada.next("presence");
      const { token } = await scene.session("Bo");
      for (const asking of [{ token }, {}]) {
        const waiting = scene.http("GET", `/api/rooms/${room}/poll?since=0:0&waitMs=1000`, asking);
        await sleep(400);
        expectMatch("members", (await scene.http("GET", `/api/rooms/${room}/members`)).json, { count: 1 });
        expectSame("the status", (await waiting).status, 200);
        expectSame("the cookie", (await waiting).headers.get("set-cookie"), null);
      }
      await ada.say("who is here?");
      await ada.caughtUp();
      expectSame("news of who is here", ada.untaken("presence").length, 0);
    },
  },
  {
    id: "R9.2-5",
    what: "short polls and those without a good cursor count as looking back does; patient ones with one do not",
    needs: "limits",
    async run(scene) {
      const room = scene.room();
      const ada = await scene.join(room, "Ada");
      await ada.say("one");
      const { token } = await scene.session("Ed");
      const ask = (query: string): Promise<Answer> => scene.http("GET", `/api/rooms/${room}/poll?${query}`, { token });
      const patient = await Promise.all(Array.from({ length: 20 }, () => ask("since=0:0")));
      expectThat(
        patient.every(({ status }) => status === 200),
        "patient polls should not be held back",
      );
      const refused = await refusedIn(() => ask("since=0:0&waitMs=0"));
      expectThat(refused !== undefined, "short polls should be held back");
      expectMatch("Retry-After", refused?.headers.get("retry-after"), /^[0-9]+$/);
      const blind = await refusedIn(() => ask(""));
      expectThat(blind !== undefined, "polls without a cursor should be held back");
      if (blind !== undefined) expectProblem("one without a cursor", blind, 429, "rate_limited");
      expectSame("a patient one", (await ask("since=0:0")).status, 200);
    },
  },
];

/** Twenty at once, again and again: one a second is allowed, so that a slow deployment may need more of them. */
async function refusedIn(ask: () => Promise<Answer>): Promise<Answer | undefined> {
  for (let round = 0; round < 5; round += 1) {
    const answers = await Promise.all(Array.from({ length: 20 }, ask));
    const refused = answers.find(({ status }) => status === 429);
    if (refused !== undefined) return refused;
  }
  return undefined;
}

async function answerTo(scene: Scene, room: string, query: Record<string, string>): Promise<Json | undefined> {
  const answer = await scene.http("GET", `/api/rooms/${room}/poll?${new URLSearchParams(query).toString()}`);
  expectSame("the status of a poll", answer.status, 200);
  expectMatch("its type", answer.headers.get("content-type"), /^application\/json/);
  return answer.json;
}
