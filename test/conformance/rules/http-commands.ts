// http-commands.ts: section 9, commands and values without a connection, and tags of what is read.

import { at, expectMatch, expectSame, positive, text } from "../json.ts";
import type { Rule } from "../rule.ts";
import { expectProblem } from "../scene.ts";
import { newId } from "../wire.ts";

export const httpCommands: readonly Rule[] = [
  {
    id: "R9-16",
    what: "POST of any command is answered by its frame, or by 204; a repeat gets the same; resume needs a connection",
    async run(scene) {
      const room = scene.room();
      const { token, id: member } = await scene.session("Ada");
      const bo = await scene.join(room, "Bo");
      const post = (body: Parameters<typeof scene.http>[2]) =>
        scene.http("POST", `/api/rooms/${room}/commands`, { token, ...body });
      const send = { type: "send", id: newId(), text: "by command" };
      const first = await post({ body: send });
      expectMatch(
        "a send",
        { status: first.status, body: first.json ?? null },
        { status: 200, body: { type: "ack", id: send.id, seq: 1, at: positive } },
      );
      const again = await post({ body: send });
      expectSame(
        "its repeat",
        { status: again.status, body: again.json ?? null },
        { status: 200, body: first.json ?? null },
      );
      expectProblem("the id for another text", await post({ body: { ...send, text: "x" } }), 409, "id_conflict");
      expectMatch("the event", await bo.events(1), [{ seq: 1, id: send.id, by: { id: member } }]);
      const history = await post({ body: { type: "history", id: "look" } });
      expectMatch("history", history.json, { type: "history", id: "look", messages: [{ seq: 1 }], more: false });
      for (const command of [
        { type: "typing", on: true },
        { type: "read", upTo: 1 },
        { type: "signal", name: "knock", data: null },
      ]) {
        const answer = await post({ body: command });
        expectSame(`the status of ${command.type}`, [answer.status, answer.text], [204, ""]);
      }
      await bo.next("signal", (frame) => frame["name"] === "knock");
      expectProblem("resume", await post({ body: { type: "resume", since: "0:0" } }), 400, "invalid");
      expectProblem("an unknown command", await post({ body: { type: "dance", id: "a" } }), 400, "unknown_type");
      for (const raw of ["[]", "null", "{}", '{"type":1}', "{"])
        expectProblem(`the body ${raw}`, await post({ raw }), 400, "bad_frame");
      expectProblem("a send without an id", await post({ body: { type: "send", text: "x" } }), 400, "invalid");
      expectProblem(
        "a body of 200 KiB",
        await post({ body: { ...send, pad: "x".repeat(200 * 1024) } }),
        413,
        "too_large",
      );
      expectProblem(
        "no session",
        await scene.http("POST", `/api/rooms/${room}/commands`, { body: send }),
        401,
        "unauthenticated",
      );
    },
  },
  {
    id: "R9-10 R9-16 R2-3",
    what: "two POSTs of one Idempotency-Key at once make one event, and get the same answer",
    async run(scene) {
      const room = scene.room();
      const { token } = await scene.session("Ada");
      const bo = await scene.join(room, "Bo");
      const twice = (path: string, body: { text: string; type?: string }) => {
        const headers = { "idempotency-key": newId() };
        return Promise.all(
          [1, 2].map(() => scene.http("POST", `/api/rooms/${room}/${path}`, { token, headers, body })),
        );
      };
      const messages = await twice("messages", { text: "one" });
      expectSame(
        "the statuses",
        messages.map(({ status }) => status).sort((a, b) => a - b),
        [200, 201],
      );
      expectSame("the other's body", messages[1]?.json, messages[0]?.json);
      const commands = await twice("commands", { type: "send", text: "two" });
      expectSame(
        "the statuses of the commands",
        commands.map(({ status }) => status),
        [200, 200],
      );
      expectSame("the other's frame", commands[1]?.json, commands[0]?.json);
      await (await scene.join(room, "Ada")).say("three");
      expectSame("the texts", await bo.texts(3), ["one", "two", "three"]);
    },
  },
  {
    id: "R9-17",
    what: "a value is put and read over HTTP, under any key that the contract knows; null clears it",
    async run(scene) {
      const room = scene.room();
      const { token, id } = await scene.session("Ada");
      const bo = await scene.join(room, "Bo");
      const path = `/api/rooms/${room}/values`;
      const put = (key: string, raw: string, asking: Parameters<typeof scene.http>[2] = { token }) =>
        scene.http("PUT", `${path}/${key}`, { raw, ...asking });
      const answer = await put("zone%3A1", '{"home":2}');
      expectSame("the status", [answer.status, answer.text], [204, ""]);
      const value = { value: { home: 2 }, at: positive, by: { id, name: "Ada" } };
      expectMatch("the frame", await bo.next("values"), { values: { "zone:1": value } });
      expectMatch("the values", (await scene.http("GET", path)).json, { values: { "zone:1": value } });
      await put("zone:1", "null");
      expectSame("the values once cleared", (await scene.http("GET", path)).json, { values: {} });
      for (const key of ["Capital", "1a", "a%20b", "a%2Fb", "a%ff", "a".repeat(65)])
        expectProblem(`the key ${key.slice(0, 20)}`, await put(key, "1"), 400, "invalid");
      expectProblem("no value", await put("score", ""), 400, "invalid");
      expectProblem("no JSON", await put("score", "{"), 400, "bad_frame");
      expectProblem("5 KiB", await put("score", JSON.stringify("x".repeat(5000))), 413, "too_large");
      const typed = { token, headers: { "content-type": "text/plain" } };
      expectProblem("text", await put("score", "1", typed), 415, "invalid");
      expectProblem("no session", await put("score", "1", {}), 401, "unauthenticated");
      expectSame("the values in the end", (await scene.http("GET", path)).json, { values: {} });
    },
  },
  {
    id: "R9-19",
    what: "history has a tag that changes with it, and is 304 for whoever has it",
    async run(scene) {
      const room = scene.room();
      const ada = await scene.join(room, "Ada");
      await ada.say("hello");
      const path = `/api/rooms/${room}/messages`;
      const first = await scene.http("GET", path);
      const etag = first.headers.get("etag") ?? "";
      expectMatch("the tag", etag, text);
      expectMatch("Cache-Control", first.headers.get("cache-control"), /private/);
      const again = await scene.http("GET", path, { headers: { "if-none-match": etag } });
      expectSame("the answer to whoever has it", [again.status, again.text], [304, ""]);
      await ada.say("more");
      const later = await scene.http("GET", path, { headers: { "if-none-match": etag } });
      expectSame("the status once more was said", later.status, 200);
      expectMatch("the messages", at(later.json, "messages"), [{ text: "hello" }, { text: "more" }]);
    },
  },
];
