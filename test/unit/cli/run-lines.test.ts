// A pipe: each line once and in order, no faster than the room takes them, and an exit code that can be relied on.

import { expect, test } from "vitest";
import type { Options } from "../../../src/cli/arguments.ts";
import { untilStopped } from "../../../src/cli/ending.ts";
import { runLines } from "../../../src/cli/run-lines.ts";
import { World } from "../client/world.ts";
import { OPTIONS } from "./at-terminal.ts";

function pipe(
  world: World,
  input: AsyncIterable<Uint8Array>,
  more: { shown?: boolean; stays?: boolean; options?: Partial<Options> } = {},
) {
  const warnings: string[] = [];
  const written: string[] = [];
  const client = world.client();
  const code = runLines({
    client,
    options: { ...OPTIONS, ...more.options },
    input,
    output:
      more.shown === true
        ? { write: (text) => written.push(text), columns: 80, colours: "none", history: 0 }
        : undefined,
    stays: more.stays ?? false,
    warn: (text) => warnings.push(text),
    ending: untilStopped(client),
  });
  client.open();
  return { client, code, warnings, written };
}

async function* bytes(...parts: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield typeof part === "string" ? Buffer.from(part) : part;
}

async function ended(world: World, code: Promise<number>): Promise<number> {
  let known: number | undefined;
  void code.then((value) => (known = value));
  await world.until("the end", () => known !== undefined, 600_000);
  return code;
}

const said = (world: World): string[] => world.server.messages().map(({ text }) => text ?? "");

test("lines are messages: CRLF, blank lines, a last line without an end, characters cut in two by the pipe", async () => {
  const world = new World();
  const euro = Buffer.from("3 €\n");
  const run = pipe(world, bytes("one\r\n\n  two\n   \n", euro.subarray(0, 3), euro.subarray(3), "nul\u0000l\nlast"));
  expect(await ended(world, run.code)).toBe(0);
  expect(said(world)).toEqual(["one", "  two", "3 €", "nul␀l", "last"]);
  expect(run.warnings).toEqual([]);
});

test("R2-3 two hundred lines come once each and in order, over connections that are lost, within the rate limits", async () => {
  const world = new World();
  const lines = Array.from({ length: 200 }, (_, index) => `line ${index + 1}`);
  const run = pipe(world, bytes(`${lines.join("\n")}\n`));
  const startMs = world.nowMs;
  await world.until("a part", () => world.server.log.length >= 50);
  world.server.restart();
  await world.until("more", () => world.server.log.length >= 120);
  world.server.lost.add("ack").add("events");
  await world.advance(3000);
  world.server.lost.clear();
  world.server.restart();
  expect(await ended(world, run.code)).toBe(0);
  expect(said(world)).toEqual(lines);
  // 20 at once, then 5 a second.
  expect(world.nowMs - startMs).toBeGreaterThan(35_000);
  expect(run.warnings).toEqual([
    expect.stringMatching(/unable to reach/),
    "online again",
    expect.stringMatching(/unable to reach/),
    "online again",
  ]);
});

test("no more is read than the room takes: an endless log does not fill the memory", async () => {
  const world = new World();
  let read = 0;
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (;;) {
      read += 1;
      if (read > 1000) throw new Error("it reads on and on");
      yield Buffer.from(`line ${read}\n`);
    }
  }
  world.server.isDown = true;
  const run = pipe(world, endless());
  await world.advance(30_000);
  expect(read).toBeLessThanOrEqual(17);
  world.server.isDown = false;
  await world.until("some lines", () => world.server.log.length >= 40);
  expect(read - world.server.log.length).toBeLessThanOrEqual(17);
  run.client.close();
});

test("a line that is too long is sent in parts, none of which ends within a character", async () => {
  const world = new World();
  const line = `${"x".repeat(7999)}😀${"y".repeat(9000)}`;
  const run = pipe(world, bytes(line.slice(0, 5000), line.slice(5000), "\nnext\n"));
  expect(await ended(world, run.code)).toBe(0);
  expect(said(world).slice(0, -1).join("")).toBe(line);
  expect(said(world).map(({ length }) => length)).toEqual([7999, 8000, 1002, 4]);
  expect(run.warnings).toEqual(["a line of more than 8000 characters is sent in parts"]);
});

test("what is refused goes to stderr with the reason, the rest is sent, and it ends with 1", async () => {
  const world = new World();
  world.server.refuse = ({ text }) =>
    text === "bad" ? { code: "forbidden", message: "unable to send message; not today" } : undefined;
  const run = pipe(world, bytes("good\nbad\nfine\n"));
  expect(await ended(world, run.code)).toBe(1);
  expect(said(world)).toEqual(["good", "fine"]);
  expect(run.warnings).toEqual(["refused (not today): bad"]);
});

test("R7 a room that does not let it in ends it with 1, and says how much was lost", async () => {
  const world = new World();
  world.server.refuseEntry = { code: 4404, error: { code: "not_found", message: "unable to enter; no such room" } };
  const run = pipe(world, bytes("one\ntwo\n"));
  expect(await ended(world, run.code)).toBe(1);
  expect(run.warnings).toEqual(["there is no such room, or it is not open to you", "2 lines were not sent"]);
});

test("with --follow the room is shown, and it stays when the input has ended", async () => {
  const world = new World();
  const run = pipe(world, bytes("mine\n"), { shown: true, stays: true });
  await world.settle();
  world.server.post("theirs \u001B[2J");
  await world.settle();
  const rows = run.written.join("").split("\n");
  expect(rows.filter((row) => /mine|theirs/.test(row)).map((row) => row.slice(7))).toEqual([
    "ada            mine",
    "bob            theirs ␛[2J",
  ]);
  run.client.close();
});
