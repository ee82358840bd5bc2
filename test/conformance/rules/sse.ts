// sse.ts: section 9.1, a room followed by Server-Sent Events.

import { EventSource } from "eventsource";
import { at, expectMatch, expectSame, expectThat, numberAt, stringAt, text } from "../json.ts";
import { makeRoom } from "../make-room.ts";
import type { Rule } from "../rule.ts";
import { expectProblem, type Scene, sleep } from "../scene.ts";
import { following, refusalToFollow } from "../stream.ts";
import { newId, PATIENCE_MS } from "../wire.ts";

/** Two comments, and the time in which a member without a connection is still here (contract 9.1 and 5). */
const GONE_MS = 2 * 15_000 + 8_000 + 5_000;

export const sse: readonly Rule[] = [
  {
    id: "R9.1-1 R9.1-2 R9.1-8",
    what: "each frame is one event, the welcome first, with cursors as ids and headers that hold nothing back",
    async run(scene) {
      const room = scene.room();
      const ada = await scene.join(room, "Ada");
      await following(scene, async (follow) => {
        const stream = await follow(room);
        expectMatch("the type", stream.headers.get("content-type"), /^text\/event-stream/);
        expectMatch(
          "Cache-Control",
          stream.headers.get("cache-control"),
          /no-store.*no-transform|no-transform.*no-store/,
        );
        expectSame("X-Accel-Buffering", stream.headers.get("x-accel-buffering"), "no");
        const welcome = await stream.next("welcome");
        expectMatch("the welcome", welcome.frame, { type: "welcome", epoch: "0", head: 0, recovered: false });
        expectSame("its id", welcome.id ?? null, "0:0");
        await ada.say("over\ntwo lines");
        const epoch = (await ada.events(1), ada.epoch);
        expectSame("the text", await stream.texts(1), ["over\ntwo lines"]);
        expectSame("its id", stream.lastEventId, `${epoch}:1`);
        ada.send({ type: "signal", name: "knock", data: { a: 1 } });
        const signal = await stream.next("signal");
        expectMatch("a signal", signal.frame, { type: "signal", name: "knock", data: { a: 1 } });
        expectSame("its id", signal.id ?? null, null);
        const back = await follow(room, { since: `${epoch}:0` });
        expectSame("the id of a recovered welcome", (await back.next("welcome")).id ?? null, `${epoch}:0`);
        const late = await follow(room);
        expectSame("the id of one that is not", (await late.next("welcome")).id ?? null, `${epoch}:1`);
      });
    },
  },
  {
    id: "R9.1-8",
    what: "HEAD gives the headers of a stream and opens none",
    async run(scene) {
      const answer = await scene.http("HEAD", `/api/rooms/${scene.room()}/events`);
      expectSame("its status", answer.status, 200);
      expectMatch("its type", answer.headers.get("content-type"), /^text\/event-stream/);
      expectSame("its body", answer.text, "");
    },
  },
  {
    id: "R9.1-3 R2-4",
    what: "Last-Event-ID resumes: everything once and in order over cuts; it wins over since",
    async run(scene) {
      const room = scene.room();
      const ada = await scene.join(room, "Ada");
      await following(scene, async (follow) => {
        const heard: string[] = [];
        let lastEventId = "0:0";
        for (let cut = 0; cut < 4; cut += 1) {
          await ada.say(`${2 * cut}`);
          const stream = await follow(room, { lastEventId });
          expectMatch("the welcome", (await stream.next("welcome")).frame, { recovered: true });
          await ada.say(`${2 * cut + 1}`);
          heard.push(...(await stream.texts(2)));
          ({ lastEventId } = stream);
          stream.leave();
        }
        expectSame("what was heard", heard, ["0", "1", "2", "3", "4", "5", "6", "7"]);
        const both = await follow(room, { lastEventId: lastEventId.replace(/:8$/, ":6"), since: lastEventId });
        expectSame("after the header's cursor", await both.texts(2), ["6", "7"]);
        for (const bad of ["nonsense", `${lastEventId}0`, "deadbeef:1", "x".repeat(5000)]) {
          const lost = await (await follow(room, { lastEventId: bad, since: lastEventId })).next("welcome");
          expectMatch("the welcome of a bad cursor", lost.frame, { recovered: false, snapshot: { more: false } });
          expectSame("its id", lost.id ?? null, lastEventId);
        }
      });
    },
  },
  {
    id: "R9.1-4",
    what: "a refusal is its status: a bad token 401, a foreign origin 403, a bad room name 400",
    async run(scene) {
      const room = scene.room();
      expectProblem("a bad token", await refusalToFollow(scene, room, { token: "a.b.c" }), 401, "unauthenticated");
      const foreign = await refusalToFollow(scene, room, { headers: { origin: "https://evil.example" } });
      expectProblem("a foreign origin", foreign, 403, "forbidden");
      expectProblem("a bad name", await refusalToFollow(scene, "UPPER"), 400, "invalid");
      expectProblem("POST", await scene.http("POST", `/api/rooms/${room}/events`, { body: {} }), 405, "invalid");
    },
  },
  {
    id: "R9.1-5 R9.1-4",
    what: "who is kicked hears why, and a close; an EventSource that comes back gets 204, anybody else 403 or the room",
    makesRooms: true,
    async run(scene) {
      const room = await makeRoom(scene, "Ada", { visibility: "unlisted" });
      const ada = await scene.join(room, "Ada");
      const bo = await scene.session("Bo");
      await following(scene, async (follow) => {
        const stream = await follow(room, { token: bo.token });
        await stream.next("welcome");
        await moderate(ada, bo.id, "kick");
        expectMatch("the fault", (await stream.next("fault")).frame, { type: "error", code: "kicked", message: text });
        const close = await stream.next("close");
        expectSame("the close", close.frame, { code: 4403, reason: "kicked" });
        await stream.over();
        const again = await refusalToFollow(scene, room, { token: bo.token, lastEventId: stream.lastEventId });
        expectSame("coming back by itself", { status: again.status, text: again.text }, { status: 204, text: "" });
        const anew = await follow(room, { token: bo.token });
        await anew.next("welcome");
        await moderate(ada, bo.id, "ban");
        expectSame("the close", (await anew.next("close")).frame, { code: 4403, reason: "banned" });
        expectProblem("one who is banned", await refusalToFollow(scene, room, { token: bo.token }), 403, "banned");
        const cursor = { token: bo.token, lastEventId: anew.heard[0]?.id ?? "" };
        expectSame("an EventSource that is banned", (await refusalToFollow(scene, room, cursor)).status, 204);
      });
    },
  },
  {
    id: "R9.1-6",
    early: true,
    what: "retry once; a comment every 15 s; a reader that goes away is gone from the room within 30 s and the grace",
    async run(scene) {
      const room = scene.room();
      const ada = await scene.join(room, "Ada", { patienceMs: GONE_MS });
      await ada.next("presence");
      const bo = await scene.session("Bo");
      await following(scene, async (follow) => {
        const startedAt = performance.now();
        const stream = await follow(room, { token: bo.token });
        await stream.next("welcome");
        await ada.next("presence", (frame) => frame["count"] === 2);
        await stream.comment(1, 20_000);
        const waitedMs = (stream.comments[0] ?? 0) - startedAt;
        expectThat(waitedMs > 10_000, `a comment should come every 15 s, and came after ${waitedMs} ms`);
        expectSame("retries", stream.retries.length, 1);
        const [retryMs = 0] = stream.retries;
        expectThat(retryMs > 0 && retryMs <= 60_000, `retry should be a time to wait, and is ${retryMs}`);
        stream.leave();
        const heartbeat = setInterval(() => void ada.ping().catch(() => undefined), 10_000);
        try {
          const news = await ada.next("presence");
          expectMatch("the news of it", news, { count: 1, left: [bo.id] });
        } finally {
          clearInterval(heartbeat);
        }
      });
    },
  },
  {
    id: "R9.1-7 R9-11",
    what: "a member is in the roster once for all streams; without a token nobody is, and no guest is made",
    async run(scene) {
      const room = scene.room();
      const ada = await scene.join(room, "Ada");
      await ada.next("presence");
      const bo = await scene.session("Bo");
      await following(scene, async (follow) => {
        const first = await follow(room, { token: bo.token });
        expectMatch("its welcome", (await first.next("welcome")).frame, { you: { id: bo.id, name: "Bo" } });
        await ada.next("presence", (frame) => frame["count"] === 2);
        const second = await follow(room, { token: bo.token });
        await second.next("welcome");
        const unseen = await follow(room);
        const welcome = await unseen.next("welcome");
        expectMatch("a reader's welcome", welcome.frame, { you: { id: /^r_/, name: "" }, members: { count: 2 } });
        expectSame("its session", at(welcome.frame, "session") ?? null, null);
        expectSame("its cookie", unseen.headers.get("set-cookie"), null);
        second.leave();
        unseen.leave();
        await ada.say("still here");
        await first.texts(1);
        await ada.caughtUp();
        expectSame("news of who is here", ada.untaken("presence").length, 0);
        expectMatch("members", (await scene.http("GET", `/api/rooms/${room}/members`)).json, { count: 2 });
      });
    },
  },
  {
    id: "R9.1-3 R2-3",
    what: "the package eventsource follows a room and resumes over cuts, each message once and in order",
    async run(scene) {
      const room = scene.room();
      const ada = await scene.join(room, "Ada");
      const heard: string[] = [];
      let cuts = 0;
      const source = new EventSource(new URL(`/api/rooms/${room}/events?since=0:0`, scene.deployment.origin), {
        fetch: async (url, init) => {
          const response = await fetch(url, init);
          cuts += 1;
          // Every line but the last is cut after the second event behind its welcome.
          return cuts > 3 || response.body === null ? response : cutAfter(response, 3);
        },
      });
      try {
        source.addEventListener("events", ({ data }: MessageEvent<string>) => {
          const { events } = JSON.parse(data) as { events: { text: string }[] };
          heard.push(...events.map((event) => event.text));
        });
        for (let said = 0; said < 12; said += 1) {
          await ada.say(`${said}`);
          await until(() => heard.length > said, `message ${said}`);
        }
        expectSame(
          "what was heard",
          heard,
          Array.from({ length: 12 }, (_, index) => `${index}`),
        );
        expectThat(cuts > 3, `the line should have been cut 3 times, and was opened ${cuts} times`);
      } finally {
        source.close();
      }
    },
  },
];

async function moderate(ada: Awaited<ReturnType<Scene["join"]>>, member: string, action: string): Promise<void> {
  const answer = await ada.ask({ type: "moderate", id: newId(), action, member });
  expectSame(`the answer to ${action}`, stringAt(answer, "type"), "ack");
  expectThat(numberAt(answer, "seq") > 0, "moderation should make an event");
}

/** The answer, broken off after so many blank lines: each ends an event, but the first, which ends the retry. */
function cutAfter(response: Response, events: number): Response {
  let seen = -1;
  const cutter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      controller.enqueue(chunk);
      seen += new TextDecoder().decode(chunk).split("\n\n").length - 1;
      if (seen >= events) controller.error(new TypeError("cut"));
    },
  });
  return new Response(response.body?.pipeThrough(cutter) ?? null, {
    status: response.status,
    headers: response.headers,
  });
}

async function until(isSo: () => boolean, what: string): Promise<void> {
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end; await sleep(20)) if (isSo()) return;
  throw new Error(`waited ${PATIENCE_MS} ms for ${what}`);
}
