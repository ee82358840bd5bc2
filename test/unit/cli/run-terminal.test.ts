// A person at a terminal: what is on the screen, whatever happens in the room and to the connection.

import { expect, test } from "vitest";
import { createMemoryStore } from "../../../src/client/outbox-store.ts";
import { World } from "../client/world.ts";
import { atTerminal } from "./at-terminal.ts";

/** Without days and times, which a machine's time zone decides. */
const told = (lines: readonly string[]): string[] =>
  lines.filter((line) => !/^── \w+day, /.test(line)).map((line) => line.replace(/^\d\d:\d\d {2}/, "").trimEnd());

test("says and hears, with the input below and what is being written kept", async () => {
  const world = new World();
  world.server.post("Good morning");
  const ada = await atTerminal(world);
  ada.enter("Hello");
  ada.type("half wri");
  await world.settle();
  world.server.post("How are you?");
  world.server.post("Fine?");
  await world.settle();
  expect(told(ada.terminal.lines)).toEqual([
    "bob            Good morning",
    "ada            Hello",
    "bob            How are you?",
    "               Fine?",
    expect.stringMatching(/^── Lobby · 1 here: ada \(you\) ─+$/),
    "› half wri",
  ]);
  expect(ada.terminal.cursor.column).toBe("› half wri".length);
});

test("hostile names and texts reach no terminal: the screen throws at what it may not be told", async () => {
  const world = new World();
  world.server.names.set("eve", "\u001B]0;Ada\u0007\u202E\nAda");
  for (const text of ["\u001B]52;c;ZXZpbA==\u0007", "\u001B[2J", "safe\rEVIL", "\u009B31m", "\u202Eoops", "a\u0008b"])
    world.server.post(text, "eve");
  const ada = await atTerminal(world);
  for (const socket of world.server.live)
    world.server.say(socket, { type: "typing", members: [{ id: "eve", name: "\u001B[1A\u009B2K" }] });
  await world.settle();
  ada.enter("/who");
  ada.type("\u001B[2J\u0007");
  expect(ada.terminal.text).toContain("␛]52;c;ZXZpbA==␇");
  expect(ada.terminal.text).toContain("safe␍EVIL");
  expect(ada.terminal.text).toContain("<U+009B>31m");
  expect(ada.terminal.text).toContain("<U+202E>oops");
  expect(ada.terminal.text).toContain("␛[1A<U+009B>2K is writing…");
  expect(ada.terminal.text).toContain("› ␛[2J␇");
});

test("offline it says that what is written is kept, shows it, and sends it once it is back", async () => {
  const world = new World();
  const ada = await atTerminal(world, {
    columns: 120,
    client: { outbox: { ...createMemoryStore(), keeps: "stored" } },
  });
  world.server.isDown = true;
  world.server.restart();
  await world.settle();
  ada.enter("two");
  await world.settle();
  expect(ada.terminal.lines.slice(-3)).toEqual([
    "… to be sent: two",
    expect.stringMatching(/^── offline · what you write is kept and sent when you are back · next try in \d+ s/),
    "›",
  ]);
  world.server.isDown = false;
  await world.until("the comeback", () => ada.client.state.connection.kind === "online");
  await world.settle();
  expect(told(ada.terminal.lines)).toEqual(["ada            two", expect.stringMatching(/1 here/), "›"]);
});

test("a refused message says why, is sent again by /retry, and given up by /discard", async () => {
  const world = new World();
  const ada = await atTerminal(world, { columns: 120 });
  world.server.refuse = (command) =>
    command.type === "send" ? { code: "muted", message: "unable to send message; you are \u001B[1mmuted" } : undefined;
  ada.enter("first");
  ada.enter("second");
  await world.settle();
  expect(ada.terminal.lines.slice(0, 2)).toEqual([
    "✗ 1 refused, you are ␛[1mmuted · /retry 1 /discard 1 · first",
    "✗ 2 refused, you are ␛[1mmuted · /retry 2 /discard 2 · second",
  ]);
  world.server.refuse = () => undefined;
  ada.enter("/discard 1");
  ada.enter("/retry 7");
  ada.enter("/retry");
  await world.settle();
  expect(told(ada.terminal.lines).slice(0, 2)).toEqual([
    " · nothing refused has the number 7",
    "ada            second",
  ]);
  expect(world.server.messages().map(({ text }) => text)).toEqual(["second"]);
});

test("/history shows what was said before, page by page, until there is no more", async () => {
  const world = new World();
  for (let count = 1; count <= 60; count++) world.server.post(`m${count}`);
  const ada = await atTerminal(world, { options: { history: 2 } });
  ada.enter("/history 3");
  await world.settle();
  expect(told(ada.terminal.lines).map((line) => line.split(/ +/).at(-1))).toEqual([
    "m59",
    "m60",
    expect.stringMatching(/^─+$/),
    "m56",
    "m57",
    "m58",
    expect.stringMatching(/^─+$/),
    expect.stringMatching(/^─+$/),
    "›",
  ]);
  ada.press({ kind: "older" });
  ada.enter("/history 1000");
  expect(ada.terminal.text).toContain("is being fetched already");
  await world.settle();
  ada.enter("/history 1000");
  await world.until("m1", () => ada.terminal.text.includes("m1\n"));
  ada.enter("/history");
  await world.settle();
  expect(ada.terminal.text).toContain("nothing was said before this");
  expect(world.server.received.filter(({ type }) => type === "history").length).toBeGreaterThan(0);
});

test("/who, /help, /name, and a command that there is not", async () => {
  const world = new World();
  const ada = await atTerminal(world);
  ada.enter("/who");
  ada.enter("/dance");
  ada.enter("/name Countess");
  await world.settle();
  expect(told(ada.terminal.lines)).toEqual([
    " · 1 here: ada (you)",
    " · there is no command /dance; /help has them all. To say it, write //dance",
    " · ada is now Countess",
    expect.stringMatching(/1 here: Countess \(you\)/),
    "›",
  ]);
  ada.enter("/help");
  expect(ada.terminal.text).toContain("/history [n]");
  expect(world.server.messages()).toEqual([]);
});

test("a paste of several lines is one message, once Enter is pressed", async () => {
  const world = new World();
  const ada = await atTerminal(world);
  for (const part of ["one", "\n", "  two"]) ada.type(part);
  expect(ada.terminal.lines.slice(-2)).toEqual(["› one", "    two"]);
  expect(world.server.messages()).toEqual([]);
  ada.press({ kind: "submit" });
  await world.settle();
  expect(world.server.messages().map(({ text }) => text)).toEqual(["one\n  two"]);
});

test("what was missed and changed meanwhile is shown once, in order, with what is missing fetched", async () => {
  const world = new World();
  world.server.post("before");
  const ada = await atTerminal(world);
  world.server.isDown = true;
  world.server.restart();
  world.server.resumeEvents = 10;
  for (let count = 1; count <= 120; count++) world.server.post(`m${count}`);
  world.server.isDown = false;
  await world.until("the newest", () => ada.terminal.text.includes("m120"));
  const shown = ada.terminal.lines.flatMap((line) => /\bm(\d+)$/.exec(line)?.[1] ?? []);
  expect(shown).toEqual(Array.from({ length: 120 }, (_, index) => `${index + 1}`));
});

test("R2-4 a room whose log was replaced says so", async () => {
  const world = new World();
  world.server.post("old");
  const ada = await atTerminal(world);
  world.server.wipe("e2");
  world.server.post("new");
  await world.settle();
  expect(told(ada.terminal.lines).slice(0, 3)).toEqual([
    "bob            old",
    " · the room was begun anew",
    "bob            new",
  ]);
});

test("leaving asks once where something would be lost, and ends with 1 where it is", async () => {
  const world = new World();
  const ada = await atTerminal(world);
  world.server.isDown = true;
  world.server.restart();
  await world.settle();
  ada.enter("never sent");
  ada.press({ kind: "interrupt" });
  await world.settle();
  expect(ada.terminal.text).toContain("a message is not sent yet and would be lost; once more to leave");
  ada.press({ kind: "interrupt" });
  expect(await ada.code).toBe(1);
  expect(ada.terminal.text).toContain("not sent: 1; lost");
  expect(ada.terminal.text).not.toContain("›");
});

test("leaving with nothing unsent, or with what is kept in files, ends with 0", async () => {
  const world = new World();
  const ada = await atTerminal(world);
  ada.enter("/quit");
  expect(await ada.code).toBe(0);
  const bob = await atTerminal(world, { client: { outbox: { ...createMemoryStore(), keeps: "stored" } } });
  world.server.isDown = true;
  world.server.restart();
  await world.settle();
  bob.enter("later");
  bob.press({ kind: "end_of_input" });
  expect(await bob.code).toBe(0);
  expect(bob.terminal.text).toContain("kept, and sent the next time");
});

test("R7 who is banned is told, and it ends with 1", async () => {
  const world = new World();
  const ada = await atTerminal(world);
  for (const socket of world.server.live) {
    world.server.say(socket, { type: "error", code: "banned", message: "unable to stay; banned" });
    while (socket.deliverDown());
    socket.end(4403, "banned");
  }
  expect(await ada.code).toBe(1);
  expect(ada.terminal.text).toContain("you are banned from this room");
});

test("R4-71 R4-73 R4-77 votes in the newest open poll, ends it, and leaves for good once that is said twice", async () => {
  const world = new World();
  const poll = { question: "Lunch?", options: ["Soup", "Salad"] };
  world.server.append({ kind: "message", by: { id: "ada", name: "ada" }, id: "p1", text: "Lunch?", poll });
  const ada = await atTerminal(world, { columns: 100 });
  ada.enter("/vote 3");
  ada.enter("/vote 1 2");
  ada.enter("/vote 2");
  await world.settle();
  ada.enter("/close");
  await world.settle();
  ada.enter("/close");
  ada.enter("/leave");
  await world.settle();
  ada.enter("/leave");
  await world.settle();
  const asked = world.server.received.filter(({ type }) => ["vote", "close", "leave"].includes(type));
  expect(asked).toMatchObject([
    { type: "vote", message: 1, options: [1] },
    { type: "close", message: 1 },
    { type: "leave" },
  ]);
  expect(told(ada.terminal.lines).filter((line) => line.startsWith(" ·"))).toEqual([
    " · Lunch? its options have the numbers 1 to 2",
    " · Lunch? it takes one option",
    expect.stringMatching(/^ · poll \(ada, .*\): Lunch\? Soup 0, Salad 1$/),
    expect.stringMatching(/^ · poll \(ada, .*\): Lunch\? Soup 0, Salad 1 \(closed\)$/),
    " · there is no open poll here",
    " · your membership of this room ends, and what you said stays; /leave once more to do it",
  ]);
});

test("a terminal that has another width is drawn anew without remains", async () => {
  const world = new World();
  world.server.post("hi");
  const ada = await atTerminal(world, { columns: 70 });
  ada.type("a text that is longer than the narrow terminal is wide");
  ada.resize(100);
  expect(ada.terminal.lines.filter((line) => line.includes("1 here"))).toHaveLength(1);
  expect(ada.terminal.lines.at(-1)).toBe("› a text that is longer than the narrow terminal is wide");
});

test("others see that somebody writes, but not that somebody writes a command", async () => {
  const world = new World();
  const ada = await atTerminal(world);
  ada.type("/who");
  ada.press({ kind: "edit", key: { kind: "delete_to_start" } });
  ada.type("Hm");
  await world.settle();
  expect(world.server.received.filter(({ type }) => type === "typing").map(({ on }) => on)).toEqual([true]);
});
