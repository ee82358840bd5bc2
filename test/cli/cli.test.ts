// The terminal client from end to end: the served file, in pipes and in terminals, against a server that may be killed.

import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import * as v from "valibot";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { buildWorker, ROOT } from "../support/built-worker.ts";
import { type DevServer, startDevServer } from "../support/dev-server.ts";
import { join as enter, newRoom } from "../support/socket-client.ts";
import { VirtualTerminal } from "../unit/cli/virtual-terminal.ts";
import { type CliPlace, runInTerminal, type RunningCli, runPiped } from "./running-cli.ts";

const pageSchema = v.object({
  messages: v.array(
    v.looseObject({ seq: v.number(), text: v.string(), by: v.looseObject({ id: v.string(), name: v.string() }) }),
  ),
  more: v.boolean(),
});
type Said = v.InferOutput<typeof pageSchema>["messages"];
const lineSchema = v.looseObject({ type: v.string() });

/** Of new guests ten a minute are let in, and each test makes some. The client keeps to the other limits by itself. */
let server: DevServer;
let folder: string;
let place: CliPlace;

beforeAll(async () => {
  server = await startDevServer({ built: await buildWorker("cli"), vars: { RATE_LIMITS: "off" } });
});
afterAll(() => server.stop());

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hubbub-cli-"));
  place = { file: join(folder, "hubbub-cli.mjs"), state: join(folder, "state") };
  const served = await fetch(`${server.origin}/hubbub-cli.mjs`);
  await writeFile(place.file, await served.text());
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const link = (room: string): string => `${server.origin}/r/${room}`;

function piped(room: string, args: readonly string[] = [], env: Record<string, string> = {}): RunningCli {
  const running = runPiped(place, [link(room), ...args], env);
  onTestFinished(() => running.kill());
  return running;
}

function terminal(room: string, args: readonly string[] = []): RunningCli {
  const running = runInTerminal(place, [link(room), ...args]);
  onTestFinished(() => running.kill());
  return running;
}

/** Everything in the room, by HTTP. */
async function said(room: string): Promise<Said> {
  const all: Said = [];
  for (;;) {
    const before = all[0] === undefined ? "" : `&before=${all[0].seq}`;
    const response = await fetch(`${server.origin}/api/rooms/${room}/messages?limit=100${before}`);
    const page = v.parse(pageSchema, await response.json());
    all.unshift(...page.messages);
    if (!page.more) return all;
  }
}

const texts = async (room: string): Promise<string[]> => (await said(room)).map(({ text }) => text);
const records = (running: RunningCli) =>
  running
    .out()
    .trimEnd()
    .split("\n")
    .map((line) => v.parse(lineSchema, JSON.parse(line)));

/** What the terminal shows. Throws where it was told anything but text, our colours and our movements. */
function screen(running: RunningCli): string {
  const shown = new VirtualTerminal(80);
  shown.write(running.out());
  return shown.text;
}

describe("the file", () => {
  test("is served as a module that needs nothing but Node, and says who it is", async () => {
    const served = await fetch(`${server.origin}/hubbub-cli.mjs`);
    expect(served.headers.get("content-type")).toMatch(/^text\/javascript/);
    const text = await served.text();
    expect(text).toMatch(/^#!\/usr\/bin\/env node\n\/\/ Hubbub \d+\.\d+\.\d+ /);
    expect(text).toContain("MIT License");
    const imported = [...text.matchAll(/^import [^;]*?"([^"]+)"/gm)].map(([, name = ""]) => name);
    expect(imported.filter((name) => !name.startsWith("node:"))).toEqual([]);
    expect(text).not.toMatch(/\b(?:require|import)\(["'.`]/);
  });

  test("runs, and so does the clone", async () => {
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, [place.file, "--version"]);
    expect(stdout).toMatch(/^hubbub \d+\.\d+\.\d+\n$/);
    const clone = await run(process.execPath, [join(ROOT, "src/cli/main.ts"), "--version"]);
    expect(clone.stdout).toBe(stdout);
    expect((await run(process.execPath, [place.file, "--help"])).stdout).toContain("tail -f log | node hubbub-cli.mjs");
  });

  test.for<[args: string[], told: RegExp]>([
    [[], /which room/],
    [["Not A Room"], /no room name/],
    [["lobby", "--token", "s3cret"], /set HUBBUB_TOKEN/],
  ])("called with %j it explains, and ends with 2", async ([args, told]) => {
    const running = runPiped(place, args);
    expect(await running.ended).toBe(2);
    expect(running.err()).toMatch(told);
    expect(running.err()).not.toContain("s3cret");
    expect(running.out()).toBe("");
  });
});

describe("a pipe", () => {
  test("lines are said under the name that was given, and nothing else is written", async () => {
    const room = newRoom("pipe");
    const running = piped(room, ["--name", "build"]);
    running.child.stdin.end("one\ntwo\n");
    expect(await running.ended).toBe(0);
    expect((await said(room)).map(({ text, by }) => `${by.name}: ${text}`)).toEqual(["build: one", "build: two"]);
    expect([running.out(), running.err()]).toEqual(["", ""]);
  });

  test("R2-2 R2-3 R2-4 of eighty lines none is lost, doubled or moved by a server that is killed in the middle", async () => {
    const room = newRoom("killed");
    // 20 at once, then 5 a second.
    const lines = Array.from({ length: 80 }, (_, index) => `line ${index + 1}`);
    const running = piped(room);
    running.child.stdin.write(`${lines.slice(0, 40).join("\n")}\n`);
    await expect.poll(async () => (await said(room)).length, { timeout: 20_000 }).toBeGreaterThan(0);
    running.child.stdin.end(`${lines.slice(40).join("\n")}\n`);
    await server.kill9();
    await running.untilTold(/unable to reach .*trying again/);
    await server.restart();
    expect(await running.ended).toBe(0);
    expect(await texts(room)).toEqual(lines);
    expect(running.err()).toContain("online again");
  }, 150_000);

  test("a line is there as soon as it is written, and the end of the input is the end", async () => {
    const room = newRoom("tail");
    const running = piped(room);
    running.child.stdin.write("first\n");
    await expect.poll(() => texts(room), { timeout: 10_000 }).toEqual(["first"]);
    running.child.stdin.end("second");
    expect(await running.ended).toBe(0);
    expect(await texts(room)).toEqual(["first", "second"]);
  });

  test("a token that is refused ends it with 1, in words, and without the token in them", async () => {
    const room = newRoom("refused");
    const running = piped(room, [], { HUBBUB_TOKEN: "s3cret.s3cret.s3cret" });
    running.child.stdin.end("never\n");
    expect(await running.ended).toBe(1);
    expect(running.err()).toContain("the server does not take this session");
    expect(running.err()).toContain("1 line was not sent");
    expect(running.err() + running.out()).not.toContain("s3cret");
    expect(await texts(room)).toEqual([]);
  });

  test("whoever was here comes back as the same guest; --anonymous does not", async () => {
    const room = newRoom("again");
    for (const args of [
      ["--name", "Ada"],
      ["--name", "Ada"],
      ["--name", "Ada", "--anonymous"],
    ]) {
      const running = piped(room, args);
      running.child.stdin.end("hi\n");
      expect(await running.ended).toBe(0);
    }
    const [first, second, third] = (await said(room)).map(({ by }) => by.id);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
    const kept = join(place.state, "hubbub");
    const files = await readdir(kept);
    expect(files).toEqual([expect.stringMatching(/\.session\.json$/)]);
    expect(((await stat(join(kept, files[0] ?? ""))).mode & 0o777).toString(8)).toBe("600");
  });
});

describe("lines of JSON", () => {
  test("a program hears what is said, answers, and is told that it was heard", async () => {
    const room = newRoom("bot");
    const alice = await enter(server.origin, room, { name: "Alice" });
    const bot = piped(room, ["--json", "--name", "bot"]);
    await bot.until('"type":"welcome"');
    await alice.say("ping \u001B[2J\u202E\u009B");
    await bot.until('"type":"message"');
    expect(bot.out()).not.toMatch(/[\p{Cc}\p{Cf}]/u.exec(bot.out().replaceAll("\n", ""))?.[0] ?? /^$/);
    bot.child.stdin.write('{"type":"send","id":"a-1","text":"pong","replyTo":1}\n');
    await bot.until('"type":"ack"');
    bot.child.stdin.end();
    expect(await bot.ended).toBe(0);
    expect(records(bot).filter(({ type }) => type === "message")).toMatchObject([
      { seq: 1, text: "ping \u001B[2J\u202E\u009B", by: { name: "Alice" } },
      { seq: 2, text: "pong", replyTo: 1, by: { name: "bot" } },
    ]);
    expect(records(bot).filter(({ type }) => type === "ack")).toEqual([{ type: "ack", id: "a-1", seq: 2 }]);
    expect(bot.out()).not.toContain("token");
    await alice.leave();
  });

  test("R2-4 --since gives what was said after a cursor that an earlier run told", async () => {
    const room = newRoom("since");
    const first = piped(room, ["--json"]);
    first.child.stdin.end("one\ntwo\n");
    expect(await first.ended).toBe(0);
    const cursor = records(first).findLast(({ type }) => type === "message")?.["cursor"];
    const alice = await enter(server.origin, room, { name: "Alice" });
    await alice.say("three");
    const second = piped(room, ["--json", "--since", v.parse(v.string(), cursor)]);
    await second.until('"three"');
    second.child.stdin.end();
    expect(await second.ended).toBe(0);
    expect(records(second).flatMap(({ type, text }) => (type === "message" ? [text] : []))).toEqual(["three"]);
    await alice.leave();
  });

  test("a reader that has gone ends it", async () => {
    const room = newRoom("head");
    const bot = piped(room, ["--json", "--follow"]);
    await bot.until('"type":"welcome"');
    bot.child.stdout.destroy();
    const alice = await enter(server.origin, room, { name: "Alice" });
    await alice.say("anybody?");
    expect(await bot.ended).toBe(0);
    await alice.leave();
  });
});

describe("a terminal", () => {
  test("two people talk, with their input below, and leave with Ctrl-C and /quit", async () => {
    const room = newRoom("talk");
    const ada = terminal(room, ["--name", "Ada"]);
    await ada.until("Ada (you)");
    const bob = terminal(room, ["--name", "Bob"]);
    await bob.until("Bob (you)");
    ada.child.stdin.write("Hello Bob\r");
    await bob.until("Hello Bob");
    bob.child.stdin.write("Hi");
    await ada.until("Bob is writing");
    bob.child.stdin.write(" Ada\r");
    await ada.until("Hi Ada");
    ada.child.stdin.write("half");
    await ada.until("half");
    bob.child.stdin.write("more\r");
    await ada.until("more");
    expect(
      screen(ada)
        .split("\n")
        .slice(-5)
        .map((line) => line.replace(/^\d\d:\d\d {2}/, "")),
    ).toEqual([
      "Ada            Hello Bob",
      "Bob            Hi Ada",
      "               more",
      expect.stringMatching(/2 here/),
      "› half",
    ]);
    ada.child.stdin.write("\u0003");
    expect(await ada.ended).toBe(0);
    expect(screen(ada)).not.toContain("›");
    expect(ada.out().split("\u001B[?2004h")).toEqual([expect.anything(), expect.stringContaining("\u001B[?2004l")]);
    bob.child.stdin.write("/quit\r");
    expect(await bob.ended).toBe(0);
  });

  test("a paste of several lines is one message", async () => {
    const room = newRoom("paste");
    const ada = terminal(room);
    await ada.until("(you)");
    ada.child.stdin.write("\u001B[200~one\rtwo\r\u001B[201~");
    await ada.until("two");
    expect(await texts(room)).toEqual([]);
    ada.child.stdin.write("\r");
    await expect.poll(() => texts(room), { timeout: 10_000 }).toEqual(["one\ntwo"]);
    ada.child.stdin.write("\u0004");
    expect(await ada.ended).toBe(0);
  });

  test("hostile texts are shown, and the terminal is told nothing of what they say", async () => {
    const room = newRoom("hostile");
    const ada = terminal(room);
    await ada.until("(you)");
    const mallory = await enter(server.origin, room, { name: "Mallory" });
    const hostile = [
      "\u001B]52;c;ZXZpbA==\u0007",
      "\u001B]0;owned\u001B\\",
      "\u001B[2J\u001B[H",
      "ok\rEVIL",
      "\u009B31m",
      "\u202Egnp.exe",
      "\u001B[5A\b\b",
      "a\nb\u2028c",
    ];
    for (const text of hostile) await mallory.say(text);
    await mallory.say("that was all");
    await ada.until("that was all");
    const shown = screen(ada);
    for (const part of [
      "␛]52;c;ZXZpbA==␇",
      "␛]0;owned␛\\",
      "␛[2J␛[H",
      "ok␍EVIL",
      "<U+009B>31m",
      "<U+202E>gnp.exe",
      "␛[5A␈␈",
    ])
      expect(shown).toContain(part);
    await mallory.leave();
    ada.child.stdin.write("\u0003");
    expect(await ada.ended).toBe(0);
  });

  test("R2-3 what is written while the server is away is sent when it is back, and what is left behind by the next run", async () => {
    const room = newRoom("away");
    const first = terminal(room, ["--name", "Ada"]);
    await first.until("(you)");
    first.child.stdin.write("\u0003");
    expect(await first.ended).toBe(0);
    const ada = terminal(room, ["--name", "Ada"]);
    await ada.until("(you)");
    await server.kill9();
    await ada.until("offline");
    ada.child.stdin.write("one\r");
    await ada.until("to be sent: one");
    ada.child.stdin.write("\u0003");
    expect(await ada.ended).toBe(0);
    expect(screen(ada)).toContain("kept, and sent the next time");
    const again = terminal(room, ["--name", "Ada"]);
    await again.until("to be sent: one");
    again.child.stdin.write("two\r");
    await again.until("to be sent: two");
    await server.restart();
    await again.until(/one.*two/s);
    await expect.poll(() => texts(room), { timeout: 40_000 }).toEqual(["one", "two"]);
    again.child.stdin.write("\u0003");
    expect(await again.ended).toBe(0);
  });
});
