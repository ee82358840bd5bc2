// This client against the servers of later versions: what it does not know it ignores, and loses nothing by it.

import { expect, test } from "vitest";
import { shown, World } from "../unit/client/world.ts";

const by = { id: "bob", name: "Bob" };
const at = 1_795_000_000_000;

/** Kinds that the contract promises for later, and one that nobody has thought of. */
const LATER_EVENTS = [
  { kind: "translated", by, id: "l1", message: 1, text: "un" },
  { kind: "hushed", by, id: "l2", message: 1, reason: "spam" },
  { kind: "starred", by, id: "l3", message: 1, stars: "👍", on: true },
  { kind: "configured", by, id: "l5", title: "New title", slowModeMs: 1000, mascot: "owl" },
  { kind: "hidden" },
  { kind: "poll", by, id: "l6", question: "Tea?", choices: [["yes"], { deep: null }] },
  { kind: "member", by, id: "l7", member: { id: "eve", name: "Eve" }, action: "ban", untilAt: at + 1000 },
];

const LATER_FRAMES = [
  { type: "values", values: { price: { value: 1, at, by } } },
  { type: "read", upTo: 1 },
  { type: "reads", reads: { bob: 1 } },
  { type: "from-the-future", events: "not even a list" },
  { type: "presence", count: 2, joined: [{ ...by, role: "bishop", colour: "red" }], mood: "good" },
  { type: "typing", members: [{ ...by, device: "phone" }], since: 1 },
];

/** Everything a later welcome might say beside. */
const LATER_WELCOME = {
  type: "welcome",
  protocol: 2,
  room: {
    name: "lobby",
    title: "Lobby",
    topic: "",
    visibility: "secret",
    slowModeMs: 0,
    guests: true,
    retentionDays: 30,
  },
  epoch: "e1",
  head: 2,
  recovered: false,
  you: { id: "ada", name: "Ada", role: "bishop", connection: "c_9", readUpTo: 0, badges: [1] },
  values: { price: { value: 1, at, by } },
  members: { count: 1, complete: true, list: [{ id: "ada", name: "Ada", role: "bishop", avatar: null }], more: [] },
  limits: {
    textChars: 9000,
    frameBytes: 262144,
    dataBytes: 8192,
    burst: 40,
    perSecond: 10,
    signalBurst: 60,
    signalsPerSecond: 30,
    resumeEvents: 20000,
    ackBytes: 262144,
    reconnectSpreadMs: 2000,
    videoBytes: 1,
  },
  notice: { text: "new!" },
};

test("R5.1-3 kinds of events that it does not know are counted and not shown, and nothing is asked for again", async () => {
  const world = new World();
  const ada = await world.enter();
  world.server.post("1");
  for (const event of LATER_EVENTS) world.server.append({ ...event, by, id: event.id ?? "hidden" });
  world.server.post("2");
  await world.settle();
  expect(shown(ada).filter((each) => !each.startsWith("("))).toEqual(["1", "2"]);
  expect(ada.state.cursor).toEqual({ epoch: "e1", seq: LATER_EVENTS.length + 2 });
  expect(world.server.received.filter(({ type }) => type === "resume")).toEqual([]);
  world.server.restart();
  await world.until("the comeback", () => ada.state.connection.kind === "online");
  expect(world.server.sockets.at(-1)?.url.searchParams.get("since")).toBe(`e1:${LATER_EVENTS.length + 2}`);
});

test("R5-6 frames that it does not know, and fields, do not disturb it", async () => {
  const world = new World();
  const ada = await world.enter();
  for (const frame of LATER_FRAMES) world.server.sayAll(frame);
  world.server.sayAll({
    type: "events",
    events: [{ seq: 1, at, kind: "message", by: { ...by, badge: 1 }, id: "x", text: "1", lang: "en" }],
    epoch: "e1",
    trace: "abc",
  });
  await world.settle();
  expect(shown(ada)).toEqual(["1"]);
  expect(ada.state.connection.kind).toBe("online");
  expect(ada.state.members.count).toBe(2);
});

test("R3.1-7 a welcome of a later protocol, with roles, limits and fields that it does not know, lets it in", async () => {
  const world = new World();
  world.server.welcome = (socket) =>
    world.server.say(socket, {
      ...LATER_WELCOME,
      snapshot: {
        messages: [
          {
            seq: 1,
            at,
            by,
            id: "a",
            text: "with more",
            reactions: [{ emoji: "👍", count: 2, mine: true }],
            pinned: true,
            score: 5,
          },
          { seq: 2, at, by: { id: "eve", name: "" }, id: "b", erased: true, removedAt: at },
        ],
        more: false,
        mine: { 1: ["👍"] },
        pinned: [1],
      },
    });
  const ada = await world.enter();
  expect(shown(ada)).toEqual(["with more", "(removed)"]);
  expect(ada.state.you).toMatchObject({ id: "ada", role: "member" });
  expect(ada.state.limits?.textChars).toBe(9000);
});

test.for([
  ["in a snapshot", true],
  ["in an event", false],
] as const)("a message whose attachments have another form than today's is still shown, %s", async ([, inSnapshot]) => {
  const world = new World();
  const message = {
    seq: 1,
    at,
    by,
    id: "a",
    text: "a file",
    attachments: [{ file: "f_1", name: "a.png", preview: { w: 1 } }],
  };
  if (inSnapshot) {
    world.server.welcome = (socket) =>
      world.server.say(socket, { ...LATER_WELCOME, head: 1, snapshot: { messages: [message], more: false, mine: {} } });
  }
  const ada = await world.enter();
  if (!inSnapshot) world.server.sayAll({ type: "events", events: [{ kind: "message", ...message }], epoch: "e1" });
  await world.settle();
  expect(shown(ada)).toEqual(["a file"]);
});

test("a refusal with a code that it does not know keeps the text and shows why", async () => {
  const world = new World();
  const ada = await world.enter();
  world.server.refuse = ({ type }) =>
    type === "send" ? { code: "too_loud", message: "unable to send message; it is too loud" } : undefined;
  const id = ada.send({ text: "HELLO" });
  await world.settle();
  expect(ada.state.timeline).toMatchObject([
    { kind: "pending", pending: { id, text: "HELLO", status: { kind: "failed", code: "too_loud" } } },
  ]);
});

test("R7-3 a close code that it does not know is a loss of the connection: it comes back with its cursor", async () => {
  const world = new World();
  const ada = await world.enter();
  world.server.post("1");
  await world.settle();
  for (const code of [1014, 3999, 4242]) {
    for (const socket of world.server.live) socket.end(code, "from_the_future");
    await world.until(`the comeback after ${code}`, () => ada.state.connection.kind === "online");
    expect(world.server.sockets.at(-1)?.url.searchParams.get("since")).toBe("e1:1");
  }
});

test("R4-14 against a server of before, which does not know some of its commands, it goes on with the others", async () => {
  const world = new World();
  const ada = await world.enter();
  const known = ["send", "resume"];
  world.server.refuse = ({ type }) =>
    known.includes(type)
      ? undefined
      : { code: "unknown_type", message: "unable to run command; this server does not know its type" };
  world.server.post("1");
  await world.settle();
  ada.typing(true);
  ada.signal("knock", 1);
  ada.markRead(1);
  const renamed = ada.rename("Ada Lovelace").then(
    () => "done",
    (error: unknown) => (error instanceof Error ? error.name : "?"),
  );
  ada.send({ text: "2" });
  await world.advance(60_000);
  expect(await renamed).toBe("ChatError");
  expect(shown(ada)).toEqual(["1", "2"]);
  expect(ada.state.connection.kind).toBe("online");
  expect(world.server.sockets).toHaveLength(1);
});
