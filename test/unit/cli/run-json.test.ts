// The room for a program: what it is told, line by line, and what becomes of what it asks for.

import { describe, expect, test } from "vitest";
import type { Options } from "../../../src/cli/arguments.ts";
import { untilStopped } from "../../../src/cli/ending.ts";
import { runJson } from "../../../src/cli/run-json.ts";
import { World } from "../client/world.ts";
import { OPTIONS } from "./at-terminal.ts";

type Line = { type: string } & Record<string, unknown>;

function program(world: World, input: readonly string[], options: Partial<Options> = {}) {
  const lines: Line[] = [];
  const warnings: string[] = [];
  const client = world.client();
  const code = runJson({
    client,
    options: { ...OPTIONS, json: true, ...options },
    input: feed(input),
    write: (text) =>
      lines.push(
        ...text
          .trimEnd()
          .split("\n")
          .map((line): Line => JSON.parse(line)),
      ),
    warn: (text) => warnings.push(text),
    ending: untilStopped(client),
  });
  client.open();
  const of = (type: string): Line[] => lines.filter((line) => line.type === type);
  return { client, code, lines, warnings, of };
}

async function* feed(lines: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const line of lines) yield Buffer.from(`${line}\n`);
}

async function ended(world: World, code: Promise<number>): Promise<number> {
  let known: number | undefined;
  void code.then((value) => (known = value));
  await world.until("the end", () => known !== undefined);
  return code;
}

describe("what it is told", () => {
  test("the welcome before what is said, and each message once with its cursor", async () => {
    const world = new World();
    world.server.post("one");
    const bot = program(world, [], { follow: true, history: 10 });
    await world.settle();
    world.server.post("two");
    await world.settle();
    expect(bot.lines.map(({ type }) => type)).toEqual([
      "connection",
      "connection",
      "welcome",
      "presence",
      "message",
      "message",
    ]);
    expect(bot.of("welcome")).toMatchObject([{ you: { id: "ada" }, cursor: "e1:1", room: { name: "lobby" } }]);
    expect(bot.of("message")).toMatchObject([
      { cursor: "e1:1", seq: 1, text: "one", by: { id: "bob" } },
      { cursor: "e1:2", seq: 2, text: "two" },
    ]);
  });

  test("no token is in any line", async () => {
    const world = new World();
    const bot = program(world, [], { follow: true });
    await world.settle();
    for (const socket of world.server.live)
      world.server.say(socket, { type: "session", token: "s3cret", expiresAt: world.nowMs + 1000 });
    world.server.post("after");
    await world.settle();
    expect(bot.of("message")).toHaveLength(1);
    expect(JSON.stringify(bot.lines)).not.toContain("s3cret");
  });

  test("names that change, values, signals, typing, and a connection that is lost and back", async () => {
    const world = new World();
    const bot = program(world, [], { follow: true });
    await world.settle();
    world.server.put("price", 7);
    world.server.sayAll({ type: "signal", from: { id: "bob", name: "bob" }, name: "knock", data: 1 });
    world.server.sayAll({ type: "typing", members: [{ id: "bob", name: "bob" }] });
    await world.settle();
    world.server.put("price", null);
    world.server.restart();
    await world.until("the comeback", () => bot.client.state.connection.kind === "online");
    await world.settle();
    expect(bot.of("values")).toMatchObject([
      { values: { price: { value: 7 } } },
      { values: { price: { value: null } } },
    ]);
    expect(bot.of("signal")).toMatchObject([{ from: { id: "bob" }, name: "knock", data: 1 }]);
    expect(bot.of("typing").map(({ members }) => members)).toEqual([[{ id: "bob", name: "bob" }], []]);
    expect(bot.of("connection").map(({ state }) => state)).toEqual([
      "connecting",
      "online",
      "waiting",
      "connecting",
      "online",
    ]);
  });

  test("R2-4 --since begins after the cursor, however far back it is", async () => {
    const world = new World();
    for (let count = 1; count <= 130; count++) world.server.post(`m${count}`);
    const bot = program(world, [], { follow: true, since: { epoch: "e1", seq: 7 } });
    await world.until("the newest", () => bot.of("message").length === 123);
    expect(bot.of("message").map(({ seq }) => seq)).toEqual(Array.from({ length: 123 }, (_, index) => index + 8));
    expect(bot.of("gap")).toEqual([]);
    const all = program(world, [], { follow: true, since: { epoch: "0", seq: 0 } });
    await world.until("everything", () => all.of("message").length === 130);
    expect(all.of("message")[0]).toMatchObject({ text: "m1" });
  });

  test("R2-4 a cursor of another log is told so, and what there is stands for it", async () => {
    const world = new World();
    world.server.post("one");
    const bot = program(world, [], { follow: true, since: { epoch: "e0", seq: 400 } });
    await world.settle();
    expect(bot.lines.slice(-2)).toMatchObject([
      { type: "anew", epoch: "e1" },
      { type: "message", text: "one" },
    ]);
  });
});

describe("what it asks for", () => {
  test("text is said; a command is answered under its id; it ends with 0 when all is answered", async () => {
    const world = new World();
    const bot = program(world, [
      "plain text",
      '{"not":"a command"}',
      '{"type":"send","id":"x-1","text":"from JSON"}',
      "",
      '{"type":"rename","id":"x-2","name":"Robot"}',
      '{"type":"put","key":"price","value":3}',
      '{"type":"history","id":"x-3","limit":2}',
    ]);
    expect(await ended(world, bot.code)).toBe(0);
    expect(world.server.messages().map(({ text }) => text)).toEqual(["plain text", '{"not":"a command"}', "from JSON"]);
    expect(bot.of("ack")).toMatchObject([{ id: "x-1", seq: 3 }, { id: "x-2" }]);
    expect(bot.of("history")).toMatchObject([{ id: "x-3", messages: [{ seq: 2 }, { seq: 3 }] }]);
    expect(bot.of("member")).toMatchObject([{ action: "rename", member: { name: "Robot" } }]);
    expect(bot.warnings).toEqual([]);
  });

  test.for<[line: string, code: string, message: RegExp]>([
    ['{"type":"dance","id":"x"}', "unknown_type", /does not know its type/],
    ['{"type":"send","id":"x","text":""}', "invalid", /text must not be empty/],
    ['{"type":"send","id":"x","text":"a","replyTo":-1}', "invalid", /replyTo/],
    ['{"type":"rename","id":"x","name":"\\u202e"}', "invalid", /name/],
    ['{"type":"history","id":"x","after":3}', "unknown_type", /goes back only/],
    ['{"type":"resume","id":"x","since":"0:0"}', "unknown_type", /cannot do that/],
  ])("%s is refused, the rest goes on, and it ends with 1", async ([line, code, message]) => {
    const world = new World();
    const bot = program(world, [line, "the rest"]);
    expect(await ended(world, bot.code)).toBe(1);
    expect(bot.of("error")).toEqual([{ type: "error", id: "x", code, message: expect.stringMatching(message) }]);
    expect(bot.warnings).toHaveLength(1);
    expect(world.server.messages().map(({ text }) => text)).toEqual(["the rest"]);
  });

  test("R4-70 R4-71 R4-73 a poll is asked, voted in and closed", async () => {
    const world = new World();
    const poll = { question: "Lunch?", options: ["Soup", "Salad"] };
    world.server.append({ kind: "message", by: { id: "ada", name: "ada" }, id: "p1", text: "Lunch?", poll });
    const bot = program(world, [
      `{"type":"send","id":"q","text":"Tea?","poll":{"options":["Yes","No"]},"mentions":["bob"]}`,
      `{"type":"vote","id":"v","message":1,"options":[1]}`,
      `{"type":"close","id":"c","message":1}`,
    ]);
    expect(await ended(world, bot.code)).toBe(0);
    expect(world.server.received.filter(({ type }) => type !== "ping")).toMatchObject([
      { type: "send", text: "Tea?", poll: { options: ["Yes", "No"] }, mentions: ["bob"] },
      { type: "vote", message: 1, options: [1] },
      { type: "close", message: 1 },
    ]);
    expect(bot.of("ack").map(({ id }) => id)).toEqual(["q", "v", "c"]);
  });

  test("what the room refuses is told under its id, and it ends with 1", async () => {
    const world = new World();
    world.server.refuse = ({ text }) =>
      text === "bad" ? { code: "muted", message: "unable to send message; you are muted" } : undefined;
    const bot = program(world, ['{"type":"send","id":"x","text":"bad"}', "good"]);
    expect(await ended(world, bot.code)).toBe(1);
    expect(bot.of("error")).toMatchObject([{ id: "x", code: "muted" }]);
    expect(world.server.messages().map(({ text }) => text)).toEqual(["good"]);
  });

  test("a line that no frame could hold is refused, not held in memory", async () => {
    const world = new World();
    const bot = program(world, ["x".repeat(500_000), "y"]);
    expect(await ended(world, bot.code)).toBe(1);
    expect(bot.of("error")).toMatchObject([{ code: "too_large" }]);
    expect(world.server.messages().map(({ text }) => text)).toEqual(["y"]);
  });

  test("R7 it ends with 1 where the room does not let it in", async () => {
    const world = new World();
    world.server.refuseEntry = { code: 4403, error: { code: "banned", message: "unable to enter; banned" } };
    const bot = program(world, ["never said"]);
    expect(await ended(world, bot.code)).toBe(1);
    expect(bot.warnings).toContain("you are banned from this room");
  });
});
