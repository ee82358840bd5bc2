// rpc.ts: section 12 as far as it is seen from outside: hubbub.v1.RoomService over Connect.

import { at, expectMatch, expectSame, text } from "../json.ts";
import { makeRoom } from "../make-room.ts";
import type { Rule } from "../rule.ts";
import { call, expectRefused, SERVICE, subscribing } from "../rpc-stream.ts";
import { expectProblem } from "../scene.ts";
import { newId } from "../wire.ts";

/** Two heartbeats, and the time in which a member without a connection is still here (contract 12 and 5). */
const GONE_MS = 2 * 15_000 + 8_000 + 5_000;

export const rpc: readonly Rule[] = [
  {
    id: "R12-5",
    what: "the .proto file is there; native gRPC is told what to speak; what is no call is a problem; origins hold",
    async run(scene) {
      const proto = await scene.http("GET", "/api/hubbub.v1.proto");
      expectSame("the status of the .proto file", proto.status, 200);
      expectMatch("the .proto file", proto.text, /^package hubbub\.v1;$[\s\S]*^service RoomService \{$/m);
      const grpc = { "content-type": "application/grpc" };
      const { headers } = await scene.http("POST", `${SERVICE}/Publish`, { raw: "\0\0\0\0\0", headers: grpc });
      expectSame("grpc-status", headers.get("grpc-status"), "12");
      const none = await call(scene, "Nothing", {});
      expectProblem("an unknown method", none, 404, "not_found");
      const form = { "content-type": "text/plain" };
      expectProblem("plain text", await call(scene, "Publish", {}, { headers: form }), 415, "invalid");
      expectProblem("Publish by GET", await scene.http("GET", `${SERVICE}/Publish`), 405, "invalid");
      const evil = { origin: "https://evil.example" };
      expectProblem("a foreign origin", await call(scene, "History", {}, { headers: evil }), 403, "forbidden");
      const query = new URLSearchParams({ encoding: "json", message: JSON.stringify({ room: scene.room() }) });
      const page = await scene.http("GET", `${SERVICE}/History?${query.toString()}`);
      expectMatch("History by GET", page.json, { epoch: "0" });
    },
  },
  {
    id: "R12-6 R12-7",
    what: "Publish needs a token and sends once for each id; History reads without one; a bad one is refused",
    async run(scene) {
      const room = scene.room();
      const { token, id: member } = await scene.session("Ada");
      const bo = await scene.join(room, "Bo");
      const message = { room, id: newId(), text: "Hello", data: '{"a":[1]}' };
      expectRefused("no token", await call(scene, "Publish", message), 401, "unauthenticated", "unauthenticated");
      const bad = { token: "a.b.c" };
      for (const method of ["Publish", "History"]) {
        const answer = await call(scene, method, { room, text: "x" }, bad);
        expectRefused(`${method} with a bad token`, answer, 401, "unauthenticated", "unauthenticated");
      }
      const first = await call(scene, "Publish", message, { token });
      expectMatch("the first", first.json, { id: message.id, seq: "1", at: text });
      const again = await call(scene, "Publish", message, { token });
      expectMatch("a repeat", again.json, { seq: "1", at: at(first.json, "at") ?? null, repeated: true });
      const other = await call(scene, "Publish", { ...message, text: "other" }, { token });
      expectRefused("the id for something else", other, 409, "already_exists", "id_conflict");
      for (const seq of ["2", "3"])
        expectMatch("one without an id", (await call(scene, "Publish", { room, text: "free" }, { token })).json, {
          seq,
        });
      expectMatch("the event", (await bo.events(1))[0], {
        seq: 1,
        by: { id: member },
        id: message.id,
        data: { a: [1] },
      });
      expectMatch("history", (await call(scene, "History", { room, limit: 1 })).json, {
        messages: [{ seq: "3", text: "free", by: { id: member } }],
        more: true,
        head: "3",
      });
    },
  },
  {
    id: "R12-8",
    what: "refusals carry the contract's code beside Connect's, and store nothing",
    async run(scene) {
      const room = scene.room();
      const { token } = await scene.session("Ada");
      const publish = (message: object) => call(scene, "Publish", { room, text: "x", ...message }, { token });
      const wrong = [
        ["a bad room", { room: "No Room" }, 400, "invalid_argument", "invalid"],
        ["no text", { text: "" }, 400, "invalid_argument", "invalid"],
        ["a bad id", { id: "not an id" }, 400, "invalid_argument", "invalid"],
        ["data that is no JSON", { data: "{" }, 400, "invalid_argument", "invalid"],
        ["too much text", { text: "x".repeat(8001) }, 400, "invalid_argument", "too_large"],
        ["a call that is too large", { text: "x".repeat(200_000) }, 400, "invalid_argument", "too_large"],
        ["an answer to nothing", { replyTo: "99" }, 404, "not_found", "not_found"],
      ] as const;
      for (const [what, message, status, connect, code] of wrong)
        expectRefused(what, await publish(message), status, connect, code);
      expectSame("the status of a field of another type", (await publish({ replyTo: {} })).status, 400);
      for (const range of [{ limit: 0 }, { limit: 101 }, { before: "1", after: "1" }]) {
        const answer = await call(scene, "History", { room, ...range });
        expectRefused(`a history of ${JSON.stringify(range)}`, answer, 400, "invalid_argument", "invalid");
      }
      expectMatch("the room", (await scene.http("GET", `/api/rooms/${room}`)).json, { epoch: "0", head: 0 });
    },
  },
  {
    id: "R12-9 R2-4",
    what: "Subscribe begins with a welcome and goes on after a cursor over cuts, each message once and in order",
    async run(scene) {
      const room = scene.room();
      const ada = await scene.join(room, "Ada");
      await subscribing(scene, async (subscribe) => {
        const heard: string[] = [];
        let cursor = "0:0";
        for (let cut = 0; cut < 4; cut += 1) {
          await ada.say(`${2 * cut}`);
          const stream = await subscribe({ room, since: cursor });
          expectMatch("the welcome", await stream.next("welcome"), { recovered: true });
          await ada.say(`${2 * cut + 1}`);
          heard.push(...(await stream.texts(2)));
          ({ cursor } = stream);
          stream.leave();
        }
        expectSame("what was heard", heard, ["0", "1", "2", "3", "4", "5", "6", "7"]);
        for (const since of ["", "nonsense", `${cursor}0`, "deadbeef:1"]) {
          const lost = await subscribe({ room, since });
          expectMatch(`the welcome after "${since}"`, await lost.next("welcome"), {
            head: "8",
            room: { name: room },
            snapshot: { messages: Array.from({ length: 8 }, (_, index) => ({ text: `${index}` })) },
          });
          expectSame("its cursor", lost.cursor, cursor);
        }
      });
    },
  },
  {
    id: "R12-10 R12-12",
    early: true,
    what: "a heartbeat every 15 s; a member who cancels is gone from the room within 30 s and the grace",
    async run(scene) {
      const room = scene.room();
      const ada = await scene.join(room, "Ada", { patienceMs: GONE_MS });
      await ada.next("presence");
      const bo = await scene.session("Bo");
      await subscribing(scene, async (subscribe) => {
        const unseen = await subscribe({ room });
        await unseen.next("welcome");
        const stream = await subscribe({ room }, bo.token);
        expectMatch("the welcome", await stream.next("welcome"), { you: { id: bo.id }, members: { count: "2" } });
        await ada.next("presence", (frame) => frame["count"] === 2);
        await stream.next("heartbeat", 20_000);
        expectSame("the cursor of a heartbeat", stream.cursor, "0:0");
        stream.leave();
        const heartbeat = setInterval(() => void ada.ping().catch(() => undefined), 10_000);
        try {
          expectMatch("the news of it", await ada.next("presence"), { count: 1, left: [bo.id] });
        } finally {
          clearInterval(heartbeat);
        }
      });
    },
  },
  {
    id: "R12-11 R12-6",
    what: "a stream that is not to come back ends by an error: a bad token at once, a ban when it comes",
    makesRooms: true,
    async run(scene) {
      const room = await makeRoom(scene, "Ada", { visibility: "unlisted" });
      const ada = await scene.join(room, "Ada");
      const bo = await scene.session("Bo");
      await subscribing(scene, async (subscribe) => {
        const mallory = await subscribe({ room }, "a.b.c");
        expectMatch("the end with a bad token", await mallory.end(), {
          error: { code: "unauthenticated" },
          metadata: { "hubbub-code": ["unauthenticated"] },
        });
        const stream = await subscribe({ room }, bo.token);
        await stream.next("welcome");
        await ada.ask({ type: "moderate", id: newId(), action: "ban", member: bo.id });
        expectMatch("the end of who is banned", await stream.end(), {
          error: { code: "permission_denied" },
          metadata: { "hubbub-code": ["banned"] },
        });
      });
    },
  },
];
