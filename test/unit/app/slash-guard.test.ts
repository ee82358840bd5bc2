// The commands of reports and moderation: what they ask of the room, and what they ask about once more first.

import { beforeEach, expect, test } from "vitest";
import type { Asked } from "../../../src/client/actions.ts";
import type { RoomClient } from "../../../src/client/room-client.ts";
import { EMPTY_ROOM, type RoomState } from "../../../src/client/state.ts";
import type { Role } from "../../../src/protocol/schemas.ts";
import { guarding } from "../../../src/app/room/guard/guarding.ts";
import { parseListedWords } from "../../../src/app/room/guard/listed-words.ts";
import { opened } from "../../../src/app/room/opened.ts";
import { sayPoll } from "../../../src/app/room/poll/say-poll.ts";
import { enName } from "../../../src/app/room/en-name.ts";
import { nameReasonOf } from "../../../src/app/room/name-reason.ts";
import { RoomView } from "../../../src/app/room/room-view.ts";
import type { Content } from "../../../src/client/state.ts";
import type { Say } from "../../../src/app/room/slash/slash-command.ts";
import { findSlashCommand, slashCommandsFor } from "../../../src/app/room/slash/slash-commands.ts";
import { offersFor, usageLine } from "../../../src/app/room/slash/slash-offers.ts";
import { typedAs } from "../../../src/app/room/typed-as.ts";
import { addWords } from "../../../src/app/shared/t.ts";
import { writeHoldOf } from "../../../src/app/room/write-hold.ts";

const ada = { id: "g_ada", name: "Ada" };
const bob = { id: "g_bob", name: "Bob", role: "member" } as const;

beforeEach(() => {
  guarding.value = undefined;
  opened.value = undefined;
});

function stateOf(role: Role): RoomState {
  return {
    ...EMPTY_ROOM,
    connection: { kind: "online", transport: "websocket" },
    you: { ...ada, role, readUpTo: 0 },
    members: { count: 2, complete: true, list: [{ ...ada, role }, bob] },
  };
}

/** A view of a room that notes what it is asked. */
class AskedView extends RoomView {
  readonly asked: Asked[] = [];

  constructor(role: Role) {
    super("r");
    this.state.value = stateOf(role);
  }

  override get client(): RoomClient | undefined {
    return undefined;
  }

  readonly said: Content[] = [];

  override say(content: Content): void {
    this.said.push(content);
  }

  override async ask(command: Asked): Promise<void> {
    this.asked.push(command);
  }
}

async function run(view: RoomView, name: string, rest: string, say: Say = () => undefined) {
  const outcome = await findSlashCommand(name)?.run(view, rest, say);
  return outcome?.kind;
}

test("R10-24 /report tells of the message that is answered, with what stands behind it, and of none otherwise", async () => {
  const view = new AskedView("member");
  expect(await run(view, "report", "rude")).toBe("refused");
  view.talk.answered.value = { seq: 7, name: "Bob", text: "hm", thread: undefined };
  expect(await run(view, "report", "rude")).toBe("done");
  expect(view.asked).toEqual([{ type: "report", message: 7, reason: "rude" }]);
  expect(view.talk.answered.value, "nothing is answered any more").toBeUndefined();
  view.talk.answered.value = { seq: 8, name: "Bob", text: "hm", thread: undefined };
  await run(view, "report", "");
  expect(view.asked.at(-1)).toEqual({ type: "report", message: 8 });
});

test("R10-29 /purge removes nothing before it was asked about, of the last hour if not told otherwise", async () => {
  const view = new AskedView("moderator");
  expect(await run(view, "purge", "Bob")).toBe("done");
  expect(guarding.value).toMatchObject({ kind: "purge", member: { id: "g_bob" }, since: "hour" });
  expect(opened.value).toBe("guard");
  expect(await run(view, "purge", "bob ALL")).toBe("done");
  expect(guarding.value).toMatchObject({ since: "all" });
  expect(await run(view, "purge", "Bob since ever")).toBe("refused");
  expect(await run(view, "purge", "Cleo")).toBe("refused");
  expect(view.asked).toEqual([]);
});

test("R4-32 /kick sends nobody away before it was asked about", async () => {
  const view = new AskedView("moderator");
  expect(await run(view, "kick", "Bob too loud")).toBe("done");
  expect(guarding.value).toMatchObject({ kind: "kick", member: { id: "g_bob" }, reason: "too loud" });
  expect(opened.value).toBe("guard");
  expect(await run(view, "kick", "Cleo")).toBe("refused");
  view.state.value = { ...view.state.value, connection: { kind: "connecting" } };
  expect(await run(view, "kick", "Bob")).toBe("refused");
  expect(view.asked).toEqual([]);
});

test("R4-43 the question of a poll speaks to whom it names", () => {
  const view = new AskedView("member");
  const said: unknown[] = [];
  view.say = (content) => void said.push(content);
  const poll = { options: ["Soup", "Salad"] };
  sayPoll(view, { kind: "poll", text: "Lunch, @bob?", poll });
  sayPoll(view, { kind: "poll", text: "Lunch?", poll });
  expect(said).toEqual([
    { text: "Lunch, @bob?", poll, mentions: ["g_bob"] },
    { text: "Lunch?", poll },
  ]);
});

test("R10-23 /transfer hands nothing on before it was asked about", async () => {
  const view = new AskedView("owner");
  expect(await run(view, "transfer", "Bob")).toBe("done");
  expect(guarding.value).toMatchObject({ kind: "transfer", member: { id: "g_bob" } });
  expect(await run(view, "transfer", "")).toBe("refused");
  expect(view.asked).toEqual([]);
});

test("R10-30 /readonly turns it on and off", async () => {
  const view = new AskedView("owner");
  for (const typed of ["", "on", "OFF"]) expect(await run(view, "readonly", typed)).toBe("done");
  expect(view.asked.map((command) => command.type === "configure" && command.readOnly)).toEqual([true, true, false]);
  expect(await run(view, "readonly", "perhaps")).toBe("refused");
});

test("R10-26 R10-28 /reports and /words open their part of the desk", async () => {
  const view = new AskedView("moderator");
  await run(view, "words", "");
  expect(guarding.value).toEqual({ kind: "desk", part: "words" });
  await run(view, "reports", "");
  expect(guarding.value).toEqual({ kind: "desk", part: "reports" });
});

test("each is offered from the role on that may do it", () => {
  const offered = (role: Role) =>
    slashCommandsFor(new AskedView(role))
      .map(({ name }) => name)
      .filter((name) => /^(?:report|reports|purge|words|readonly|transfer)$/.test(name));
  expect(offered("member")).toEqual(["report"]);
  expect(offered("moderator")).toEqual(["report", "purge", "reports", "words"]);
  expect(offered("owner")).toEqual(["report", "readonly", "purge", "reports", "words", "transfer"]);
});

test("in a thread those alone are offered that say something there, or are about no room", () => {
  const view = new AskedView("owner");
  expect(offersFor(view, "/", 1).list.map(({ label }) => label)).toEqual(["/me", "/shrug", "/help"]);
  expect(offersFor(view, "/ban", 1)).toEqual({ list: [], isWhole: true });
  expect(offersFor(view, "/ban B").list).not.toEqual([]);
  expect(offersFor(view, "/ban B", 1).list).toEqual([]);
});

test("/me and /shrug say what they say where they were typed", async () => {
  const said: unknown[] = [];
  const say: Say = (text, data) => said.push([text, data]);
  expect(await run(new AskedView("member"), "me", "waves", say)).toBe("done");
  expect(await run(new AskedView("member"), "shrug", "well", say)).toBe("done");
  expect(said).toEqual([
    ["waves", { me: true }],
    ["well ¯\\_(ツ)_/¯", undefined],
  ]);
});

test("each says how it goes on", () => {
  for (const name of ["report", "purge", "readonly", "transfer"]) {
    const command = findSlashCommand(name);
    expect(command === undefined ? "" : usageLine(command)).toMatch(new RegExp(`^/${name} \\S`));
  }
});

test("R10-28 a list of words is one a line, each once; too many or too long ones are none", () => {
  expect(parseListedWords(" one \n\ntwo  words\none\n")).toEqual(["one", "two words"]);
  expect(parseListedWords("")).toEqual([]);
  expect(parseListedWords("x".repeat(65))).toBeUndefined();
  expect(parseListedWords(Array.from({ length: 501 }, (_, index) => `w${index}`).join("\n"))).toBeUndefined();
});

test("R10-30 whoever only reads is told so where they would write", () => {
  expect(writeHoldOf(stateOf("reader"), 0)).toEqual({ kind: "reading", untilAt: Infinity });
  expect(writeHoldOf(stateOf("member"), 0)).toBeUndefined();
});

test("R10-65 /unban knows whom the room tells of, though nothing here names them", async () => {
  const view = new AskedView("moderator");
  const cleo = { id: "g_cleo", name: "Cleo" };
  expect(await run(view, "unban", "Cleo")).toBe("refused");
  view.restrained.value = [{ member: cleo, ban: {} }];
  expect(findSlashCommand("unban")?.offers?.(view, "cl")).toEqual([{ rest: "Cleo ", label: "Cleo" }]);
  expect(await run(view, "unban", "cleo")).toBe("done");
  expect(view.asked).toEqual([{ type: "moderate", member: "g_cleo", action: "unban" }]);
});

test("/topic alone tells the topic and takes nothing away", async () => {
  const view = new AskedView("moderator");
  expect(await run(view, "topic", "")).toBe("refused");
  expect(view.asked).toEqual([]);
  expect(await run(view, "topic", "tea")).toBe("done");
  expect(view.asked).toEqual([{ type: "configure", topic: "tea" }]);
});

test("/me and /shrug answer what stands above the composer, once; so does a poll", async () => {
  const view = new AskedView("member");
  const say: Say = (text, data) => view.send(text, undefined, [], data);
  const answered = { seq: 7, name: "Bob", text: "hm", thread: undefined };
  for (const name of ["me", "shrug"]) {
    view.talk.answered.value = answered;
    await run(view, name, "waves", say);
    await run(view, name, "again", say);
  }
  view.talk.answered.value = answered;
  sayPoll(view, { kind: "poll", text: "Lunch?", poll: { options: ["yes", "no"] } });
  expect(view.said.map(({ replyTo }) => replyTo)).toEqual([7, undefined, 7, undefined, 7]);
  view.talk.answered.value = { ...answered, thread: 3 };
  await run(view, "me", "waves", say);
  expect(view.said.at(-1)).not.toHaveProperty("replyTo");
  expect(view.talk.answered.value, "the answer of the thread stands open").toBeDefined();
});

test("a failed message comes back as it was typed, with what it answers", () => {
  const view = new AskedView("member");
  const told = { text: "waves", me: false, poll: undefined };
  expect(typedAs(told)).toBe("waves");
  expect(typedAs({ ...told, me: true })).toBe("/me waves");
  expect(typedAs({ ...told, text: "/me too" })).toBe("//me too");
  expect(typedAs({ ...told, poll: { question: "Tea?", options: ["yes", "no"] } })).toBe("/poll Tea? | yes | no");
  const message = { seq: 7, at: 1, by: { id: "g_bob", name: "Bob" }, id: "m", text: "hm" };
  view.state.value = { ...view.state.value, timeline: [{ kind: "message", message }] };
  view.recall("p", "waves", undefined, 7);
  expect(view.recalled.value).toEqual({ text: "waves", thread: undefined });
  expect(view.talk.answered.value).toEqual({ seq: 7, name: "Bob", text: "hm", thread: undefined });
});

test("why a name was not taken is told in the language of the page", async () => {
  await addWords(enName);
  for (const code of ["invalid", "forbidden", "muted", "rate_limited"])
    expect(nameReasonOf(code, "unable to rename; the server's own words")).not.toContain("server's own");
});
