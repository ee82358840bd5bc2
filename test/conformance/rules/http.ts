// http.ts: section 9, the routes of rooms and messages, and how every route answers.

import {
  absent,
  at,
  expectMatch,
  expectSame,
  expectThat,
  holding,
  listAt,
  numberAt,
  positive,
  stringAt,
  text,
} from "../json.ts";
import type { Rule } from "../rule.ts";
import { expectProblem } from "../scene.ts";
import { newId } from "../wire.ts";

export const http: readonly Rule[] = [
  {
    id: "R9-12",
    what: "GET /api/health tells that all is well, and the version",
    async run(scene) {
      const answer = await scene.http("GET", "/api/health");
      expectSame("the status", answer.status, 200);
      expectMatch("the answer", answer.json, { ok: true, version: text });
      expectMatch("its type", answer.headers.get("content-type"), /^application\/json/);
    },
  },
  {
    id: "R9-11 R9-8",
    what: "GET routes make no guest: without a token they read what anybody may read; a bad token is refused",
    async run(scene) {
      const room = scene.room();
      const ada = await scene.join(room, "Ada");
      await ada.say("for all to read");
      for (const path of [`/api/rooms/${room}`, `/api/rooms/${room}/messages`, `/api/rooms/${room}/members`]) {
        const answer = await scene.http("GET", path);
        expectSame(`the status of ${path}`, answer.status, 200);
        expectSame("its cookie", answer.headers.get("set-cookie"), null);
        expectProblem(
          `${path} with a bad token`,
          await scene.http("GET", path, { token: "a.b.c" }),
          401,
          "unauthenticated",
        );
      }
      expectMatch("members", (await scene.http("GET", `/api/rooms/${room}/members`)).json, {
        count: 1,
        complete: true,
        list: [{ name: "Ada", role: "member" }],
      });
      expectMatch("the room", (await scene.http("GET", `/api/rooms/${room}`)).json, {
        name: room,
        title: text,
        topic: "",
        visibility: "unlisted",
        slowModeMs: 0,
        guests: true,
        epoch: text,
        head: 1,
        members: 1,
      });
    },
  },
  {
    id: "R9-5 R9-7 R9-10",
    what: "POST of a message, POST of a ticket and GET of the session need a token, else 401",
    async run(scene) {
      const room = scene.room();
      expectProblem(
        "a post",
        await scene.http("POST", `/api/rooms/${room}/messages`, { body: { text: "x" } }),
        401,
        "unauthenticated",
      );
      expectProblem(
        "a ticket",
        await scene.http("POST", "/api/session/ticket", { body: { room } }),
        401,
        "unauthenticated",
      );
      expectProblem("the session", await scene.http("GET", "/api/session"), 401, "unauthenticated");
    },
  },
  {
    id: "R9-10",
    what: "POST of a message is a send: 201, and 200 with the same body for a repeat; Idempotency-Key stands for id",
    async run(scene) {
      const room = scene.room();
      const { token, id: member } = await scene.session("Ada");
      const path = `/api/rooms/${room}/messages`;
      const bo = await scene.join(room, "Bo");
      const id = newId();
      const body = { id, text: "over HTTP", data: { a: 1 } };
      const first = await scene.http("POST", path, { token, body });
      expectMatch(
        "the first",
        { status: first.status, body: first.json ?? null },
        { status: 201, body: { id, seq: 1, at: positive } },
      );
      const repeat = await scene.http("POST", path, { token, body });
      expectSame(
        "a repeat",
        { status: repeat.status, body: repeat.json ?? null },
        { status: 200, body: first.json ?? null },
      );
      const key = newId();
      const headers = { "idempotency-key": key };
      const keyed = await scene.http("POST", path, { token, headers, body: { text: "by key", replyTo: 1, thread: 1 } });
      expectMatch(
        "one with a key",
        { status: keyed.status, body: keyed.json ?? null },
        { status: 201, body: { id: key, seq: 2 } },
      );
      const again = await scene.http("POST", path, { token, headers, body: { text: "by key", replyTo: 1, thread: 1 } });
      expectSame(
        "its repeat",
        { status: again.status, body: again.json ?? null },
        { status: 200, body: keyed.json ?? null },
      );
      const free = [
        await scene.http("POST", path, { token, body: { text: "free" } }),
        await scene.http("POST", path, { token, body: { text: "free" } }),
      ];
      expectMatch(
        "two without either",
        free.map(({ json }) => json ?? null),
        [
          { id: text, seq: 3 },
          { id: text, seq: 4 },
        ],
      );
      expectMatch("the events", await bo.events(4), [
        { seq: 1, by: { id: member }, id, text: "over HTTP", data: { a: 1 } },
        { seq: 2, by: { id: member }, id: key, text: "by key", replyTo: 1, thread: 1 },
        { seq: 3, text: "free" },
        { seq: 4, text: "free" },
      ]);
    },
  },
  {
    id: "R9-1",
    what: "a bad body is a problem: 415 for its type, 413 for its size, 400 and 413 for its fields, 404 for its target",
    async run(scene) {
      const room = scene.room();
      const { token } = await scene.session("Ada");
      const post = (asking: Parameters<typeof scene.http>[2]) =>
        scene.http("POST", `/api/rooms/${room}/messages`, { token, ...asking });
      const good = JSON.stringify({ text: "x" });
      for (const type of [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/jsonp",
      ]) {
        expectProblem(
          `a body of ${type}`,
          await post({ raw: good, headers: { "content-type": type } }),
          415,
          "invalid",
        );
      }
      expectProblem(
        "a body of 200 KiB",
        await post({ body: { text: "x", data: "x".repeat(200 * 1024) } }),
        413,
        "too_large",
      );
      for (const raw of ["{", "hello", ""])
        expectProblem(`the body ${JSON.stringify(raw)}`, await post({ raw }), 400, ["bad_frame", "invalid"]);
      const fields: readonly (readonly [body: object, status: number, code: string])[] = [
        [{}, 400, "invalid"],
        [{ text: "" }, 400, "invalid"],
        [{ text: 1 }, 400, "invalid"],
        [{ text: "a\u0000" }, 400, "invalid"],
        [{ text: "x".repeat(8001) }, 413, "too_large"],
        [{ text: "x", data: "x".repeat(5000) }, 413, "too_large"],
        [{ text: "x", id: "not an id" }, 400, "invalid"],
        [{ text: "x", replyTo: 99 }, 404, "not_found"],
        [{ text: "x", thread: 99 }, 400, "invalid"],
      ];
      for (const [body, status, code] of fields) {
        expectProblem(
          `the body ${JSON.stringify(body).slice(0, 60)}`,
          await post({ raw: JSON.stringify(body) }),
          status,
          code,
        );
      }
      expectProblem(
        "a bad key",
        await post({ body: { text: "x" }, headers: { "idempotency-key": "not an id" } }),
        400,
        "invalid",
      );
      for (const raw of ["[]", "1", "null", '"x"'])
        expectProblem(`the body ${raw}`, await post({ raw }), 400, ["invalid", "bad_frame"]);
      expectMatch("the room", (await scene.http("GET", `/api/rooms/${room}`)).json, { epoch: "0", head: 0 });
      for (const body of [{ name: "" }, { name: "a\u202eb" }, { name: 1 }, { name: "x".repeat(65) }]) {
        expectProblem(
          `a session for ${JSON.stringify(body).slice(0, 60)}`,
          await scene.http("POST", "/api/session", { body }),
          400,
          "invalid",
        );
      }
    },
  },
  {
    id: "R9-9 R4-6",
    what: "GET of messages is history over HTTP, with epoch and head, the same as over a socket",
    async run(scene) {
      const room = scene.room();
      const ada = await scene.join(room, "Ada");
      for (let index = 1; index <= 5; index += 1) await ada.say(`message ${index}`, index === 4 ? { thread: 1 } : {});
      const look = async (query: string) => {
        const { status, json } = await scene.http("GET", `/api/rooms/${room}/messages${query}`);
        expectSame(`the status of ${query}`, status, 200);
        expectMatch("the place", json, { epoch: ada.cursor.split(":")[0] ?? "", head: 5, mine: {} });
        return {
          seqs: listAt(json, "messages").map((message) => numberAt(message, "seq")),
          more: at(json, "more") ?? null,
        };
      };
      await ada.events(5);
      expectSame("all", await look(""), { seqs: [1, 2, 3, 4, 5], more: false });
      expectSame("before 3", await look("?before=3&limit=1"), { seqs: [2], more: true });
      expectSame("after 3", await look("?after=3"), { seqs: [4, 5], more: false });
      expectSame("after 0", await look("?after=0&limit=2"), { seqs: [1, 2], more: true });
      expectSame("the thread", await look("?thread=1"), { seqs: [4], more: false });
      const overSocket = await ada.ask({ type: "history", id: newId() });
      const overHttp = (await scene.http("GET", `/api/rooms/${room}/messages`)).json;
      expectSame("the same messages", at(overHttp, "messages"), at(overSocket, "messages"));
      for (const query of [
        "limit=0",
        "limit=101",
        "limit=-1",
        "limit=1e9",
        "limit=x",
        "limit=",
        "before=1&after=1",
        "before=0",
        "before=x",
        "before=1&before=2",
        "thread=0",
      ]) {
        expectProblem(
          `messages?${query}`,
          await scene.http("GET", `/api/rooms/${room}/messages?${query}`),
          400,
          "invalid",
        );
      }
    },
  },
  {
    id: "R9-13",
    what: "HEAD is GET without a body, OPTIONS tells the methods, a wrong method is 405, an unknown address 404",
    async run(scene) {
      const room = scene.room();
      for (const path of ["/api/health", `/api/rooms/${room}`, `/api/rooms/${room}/messages`]) {
        const answer = await scene.http("HEAD", path);
        expectMatch(
          `HEAD ${path}`,
          { status: answer.status, text: answer.text, type: answer.headers.get("content-type") },
          { status: 200, text: "", type: /^application\/json/ },
        );
      }
      const options = await scene.http("OPTIONS", `/api/rooms/${room}/messages`);
      expectThat(options.status === 204 || options.status === 200, `OPTIONS was answered ${options.status}`);
      for (const method of ["GET", "HEAD", "POST", "OPTIONS"])
        expectMatch("Allow", options.headers.get("allow"), new RegExp(`\\b${method}\\b`));
      const wrong = await scene.http("PUT", `/api/rooms/${room}/messages`, { body: {} });
      expectProblem("PUT of messages", wrong, 405, "invalid");
      expectMatch("its Allow", wrong.headers.get("allow"), /GET/);
      expectMatch(
        "Allow of a value",
        (await scene.http("OPTIONS", `/api/rooms/${room}/values/score`)).headers.get("allow"),
        /\bPUT\b/,
      );
      const unknown = await scene.http("GET", `/api/rooms/${room}/messages?flavour=tea&limit=1`);
      expectSame("the status with an unknown parameter", unknown.status, 200);
      expectProblem("DELETE of members", await scene.http("DELETE", `/api/rooms/${room}/members`), 405, "invalid");
      for (const path of ["/api", "/api/", "/api/nothing", `/api/rooms/${room}/nothing`, "/ws/a/b", "/api/health/x"]) {
        expectProblem(path, await scene.http("GET", path), 404, "not_found");
      }
    },
  },
  {
    id: "R9-13",
    what: "answers of the API are never cached, and are no page for a browser to sniff",
    async run(scene) {
      const room = scene.room();
      for (const path of ["/api/health", `/api/rooms/${room}`, "/api/session", "/api/nothing"]) {
        const { headers } = await scene.http("GET", path);
        expectMatch(`Cache-Control of ${path}`, headers.get("cache-control"), /no-store/);
        expectMatch(`X-Content-Type-Options of ${path}`, headers.get("x-content-type-options"), "nosniff");
      }
    },
  },
  {
    id: "R9-10 R5.2-1",
    what: "a message posted is seen by sockets, and what is said there is seen by GET, with by, at and id",
    async run(scene) {
      const room = scene.room();
      const ada = await scene.join(room, "Ada");
      const { token, id } = await scene.session("Bo");
      const ack = await ada.say("from a socket");
      const posted = await scene.http("POST", `/api/rooms/${room}/messages`, { token, body: { text: "from HTTP" } });
      const events = await ada.events(2);
      const { json } = await scene.http("GET", `/api/rooms/${room}/messages`);
      expectMatch("the messages", at(json, "messages"), [
        { seq: 1, at: at(ack, "at") ?? null, id: stringAt(ack, "id"), text: "from a socket", kind: absent },
        {
          seq: 2,
          at: at(posted.json, "at") ?? null,
          id: stringAt(posted.json, "id"),
          by: { id, name: "Bo" },
          text: "from HTTP",
        },
      ]);
      expectMatch("the event", events[1], { kind: "message", by: { id } });
      expectMatch("the list", at(json, "messages"), holding({ text: "from HTTP" }));
    },
  },
];
