// A second Worker with a service binding to ours: everything a back end on the same account does.

import * as v from "valibot";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { newId, newRoom } from "../support/person.ts";
import { GONE_WITHIN_MS, type Guest, guest, post, say, untilPresent } from "./people.ts";

const origin = inject("callerOrigin");
/** Longer than from one pong to the next. */
const PATIENCE_MS = 20_000;
const lineSchema = v.looseObject({
  type: v.string(),
  epoch: v.optional(v.string()),
  events: v.optional(v.array(v.looseObject({ seq: v.number(), text: v.optional(v.string()) }))),
});
type Line = v.InferOutput<typeof lineSchema>;

/** `undefined` does not travel as JSON: the second Worker gets null, as a binding's caller may well pass. */
const ask = (method: string, args: unknown[], as?: "ci") => post(`${origin}/call`, { method, args, as });

let bob: Guest;
beforeAll(async () => {
  bob = await guest(origin, "Bob");
});

test("R12-2 R12-1 it publishes as whom it names, or as whom its binding's props name", async () => {
  const room = newRoom("bound-publish");
  const message = { id: newId(), text: "Deployed" };
  const sent = { kind: "ok", value: { id: message.id, seq: 1, repeated: false } };
  expect(await ask("publish", [room, message], "ci")).toMatchObject(sent);
  expect(await ask("publish", [room, message], "ci")).toMatchObject({ kind: "ok", value: { seq: 1, repeated: true } });
  await ask("publish", [room, { text: "Paid" }, { id: "billing", name: "Billing" }]);
  await ask("publish", [room, { text: "on behalf of Bob" }, { token: bob.token }]);
  expect(await ask("history", [room])).toMatchObject({
    kind: "ok",
    value: {
      messages: [
        { by: { id: "s_ci", name: "CI" }, text: "Deployed" },
        { by: { id: "s_billing", name: "Billing" }, text: "Paid" },
        { by: { id: bob.id, name: "Bob" }, text: "on behalf of Bob" },
      ],
      head: 3,
    },
  });
});

test("R12-3 a refusal is an answer", async () => {
  const room = newRoom("bound-refused");
  const refused = (code: string) => ({ kind: "refused", code, message: expect.stringMatching(/^unable to /) });
  expect(await ask("publish", [room, { text: "x" }])).toEqual(refused("invalid"));
  expect(await ask("publish", [room, { text: "" }], "ci")).toEqual(refused("invalid"));
  expect(await ask("publish", ["No Room", { text: "x" }], "ci")).toEqual(refused("invalid"));
  expect(await ask("publish", [room, { text: "x" }, { token: "a.b.c" }])).toEqual(refused("unauthenticated"));
  expect(await ask("members", ["p-abcdefghijklmnopqrstuvwxyz"])).toEqual(refused("not_found"));
});

describe.concurrent("R12-4 subscribe", () => {
  test("is live, and goes on after the cursor: nothing lost, nothing twice", async ({ expect }) => {
    const room = newRoom("bound-stream");
    const first = await subscribe([room]);
    expect(await first.next()).toMatchObject({ type: "welcome", recovered: false });
    await say(origin, room, bob, "one");
    const { epoch } = await first.nextOf("events");
    await first.leave();
    for (const text of ["two", "three"]) await say(origin, room, bob, text);
    const again = await subscribe([room, `${epoch ?? ""}:1`]);
    expect(await again.next()).toMatchObject({ type: "welcome", recovered: true });
    expect((await again.nextOf("events")).events).toMatchObject([
      { seq: 2, text: "two" },
      { seq: 3, text: "three" },
    ]);
    await again.leave();
  });

  test("leaves the room with whoever read it", async ({ expect }) => {
    const room = newRoom("bound-cancel");
    const welcome = await ask("peek", [room, null, { token: bob.token }]);
    expect(welcome).toMatchObject({ type: "welcome", members: { count: 1, list: [{ name: "Bob" }] } });
    await untilPresent(origin, room, [], GONE_WITHIN_MS);
  });

  test("says pong every 15 s where there is nothing else", async ({ expect }) => {
    const lines = await subscribe([newRoom("bound-heartbeat")]);
    await lines.next();
    expect(await lines.next()).toEqual({ type: "pong" });
    await lines.leave();
  });

  test("is one line where it is refused", async ({ expect }) => {
    const lines = await subscribe(["No Room"]);
    expect(await lines.next()).toMatchObject({ type: "error", code: "invalid" });
    expect(await lines.next()).toBeUndefined();
  });
});

/** What the second Worker passes on of the stream that it got. */
async function subscribe(args: unknown[]) {
  const gone = new AbortController();
  const response = await fetch(`${origin}/call`, {
    method: "POST",
    body: JSON.stringify({ method: "subscribe", args }),
    signal: gone.signal,
  });
  if (response.body === null) throw new Error(`the stream was answered ${response.status} without a body`);
  const lines = linesOf(response.body);
  const next = async (): Promise<Line | undefined> => {
    const { promise, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new Error(`no line came within ${PATIENCE_MS} ms`)), PATIENCE_MS);
    return Promise.race([lines.next().then(({ value }) => value), promise]).finally(() => clearTimeout(timer));
  };
  return {
    next,
    /** The next line of this type; others before it are passed over. */
    async nextOf(type: string): Promise<Line> {
      for (;;) {
        const line = await next();
        if (line === undefined) throw new Error(`the stream ended before a ${type}`);
        if (line.type === type) return line;
      }
    },
    async leave(): Promise<void> {
      gone.abort();
    },
  };
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Line, undefined> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const part of body) {
    const lines = (text + decoder.decode(part, { stream: true })).split("\n");
    text = lines.pop() ?? "";
    for (const line of lines) yield v.parse(lineSchema, JSON.parse(line));
  }
  return undefined;
}
