// What is done to messages shows everywhere as the room has it, whatever was lost and found in between.

import fc from "fast-check";
import { expect, test } from "vitest";
import type { RoomClient } from "../../../src/client/room-client.ts";
import { shown, World } from "./world.ts";

const bob = { id: "bob", name: "bob" };
const message = (client: RoomClient, seq: number) =>
  client.state.timeline.flatMap((item) =>
    item.kind === "message" && item.message.seq === seq ? [item.message] : [],
  )[0];

test("R4-21 an edit shows its new text and when it was made", async () => {
  const world = new World();
  const ada = await world.enter();
  world.server.post("helo");
  const edited = world.server.append({ kind: "edited", by: bob, id: "e", message: 1, text: "hello" });
  await world.settle();
  expect(message(ada, 1)).toMatchObject({ text: "hello", editedAt: edited.at });
});

test("R4-23 of a removed message its place is left, without reactions, and nothing changes it any more", async () => {
  const world = new World();
  const ada = await world.enter();
  const { seq, at, by, id } = world.server.post("regretted");
  await Promise.all([ada.react(1, "👍", true), world.settle()]);
  const removed = world.server.append({ kind: "removed", by: bob, id: "r", message: 1 });
  world.server.append({ kind: "edited", by: bob, id: "e", message: 1, text: "back" });
  await world.settle();
  expect(message(ada, 1)).toEqual({ seq, at, by, id, removedAt: removed.at });
  expect(ada.state.mine).toEqual(new Map());
});

test("R2-9 of a member who is erased the places are left, without names, whatever was held of them; what comes after stays", async () => {
  const world = new World();
  const ada = await world.enter();
  const { at, by, id } = world.server.post("bob's");
  world.server.append({ kind: "edited", by: bob, id: "e", message: 1, text: "edited" });
  await Promise.all([ada.react(1, "\u{1F44D}", true), ada.pin(1, true), world.settle()]);
  world.server.append({ kind: "configured", by: bob, id: "c", topic: "Tea" });
  world.server.append({ kind: "member", by: bob, id: "n", action: "rename", member: { id: "bob", name: "Robert" } });
  ada.send({ text: "ada's" });
  await world.settle();
  const answer = ada.erase("bob");
  await world.settle();
  world.server.post("after");
  await world.settle();
  expect(await answer).toEqual({ seq: 8 });
  expect(message(ada, 1)).toEqual({ seq: 1, at, by: { id: by.id, name: "" }, id, erased: true });
  expect(ada.state.mine).toEqual(new Map());
  const timeline = JSON.stringify(ada.state.timeline);
  for (const text of ["bob's", "edited", "Robert"]) expect(timeline).not.toContain(text);
  for (const text of ["ada's", "after", "Tea"]) expect(timeline).toContain(text);
});

test("R4-24 reactions are counted, one's own are known, also after coming anew", async () => {
  const world = new World();
  const ada = await world.enter();
  world.server.post("hi");
  world.server.append({ kind: "reacted", by: bob, id: "r1", message: 1, emoji: "👍", on: true });
  const answer = ada.react(1, "👍", true);
  await world.settle();
  expect(await answer).toEqual({ seq: 3 });
  const both = { mine: new Map([[1, ["👍"]]]) };
  expect(message(ada, 1)?.reactions).toEqual([{ emoji: "👍", count: 2 }]);
  expect(ada.state).toMatchObject(both);
  const anew = await world.enter();
  expect(anew.state).toMatchObject(both);
  await Promise.all([ada.react(1, "👍", false), world.settle()]);
  expect(message(anew, 1)?.reactions).toEqual([{ emoji: "👍", count: 1 }]);
  expect(anew.state.mine).toEqual(new Map());
});

test("R5-40 R5-41 a poll shows what votes come to, and one's own, also after coming anew", async () => {
  const world = new World();
  const ada = await world.enter();
  world.server.append({ kind: "message", by: bob, id: "p", text: "Lunch?", poll: POLL });
  world.server.change({ type: "vote", message: 1, options: [0] }, bob, "v1");
  const answer = ada.vote(1, [0, 1]);
  await world.settle();
  expect(await answer).toEqual({ seq: 3 });
  expect(message(ada, 1)?.poll).toEqual({ ...POLL, votes: [2, 1], voters: 2 });
  expect(ada.state.myVotes).toEqual(new Map([[1, [0, 1]]]));
  const anew = await world.enter();
  expect(message(anew, 1)?.poll).toEqual({ ...POLL, votes: [2, 1], voters: 2 });
  expect(anew.state.myVotes).toEqual(new Map([[1, [0, 1]]]));
  world.server.change({ type: "vote", message: 1, options: [] }, bob, "v2");
  await Promise.all([ada.vote(1, []), ada.closePoll(1), world.settle()]);
  expect(message(anew, 1)?.poll).toEqual({ ...POLL, closedAt: expect.any(Number) });
  expect(anew.state.myVotes).toEqual(new Map());
});

test("R4-26 a pin shows, and goes", async () => {
  const world = new World();
  const ada = await world.enter();
  world.server.post("rules");
  await Promise.all([ada.pin(1, true), world.settle()]);
  expect(message(ada, 1)?.pinned).toBe(true);
  await Promise.all([ada.pin(1, false), world.settle()]);
  expect(message(ada, 1)).not.toHaveProperty("pinned");
});

test("replies raise the count of their root, and removed ones lower it", async () => {
  const world = new World();
  const ada = await world.enter();
  world.server.post("root");
  for (const id of ["a", "b"]) world.server.append({ kind: "message", by: bob, id, text: id, thread: 1 });
  await world.settle();
  expect(message(ada, 1)?.replies).toBe(2);
  world.server.append({ kind: "removed", by: bob, id: "r", message: 2 });
  await world.settle();
  expect(message(ada, 1)?.replies).toBe(1);
});

test("R4-27 settings and R4-36 roles hold from their event on", async () => {
  const world = new World();
  const ada = await world.enter();
  world.server.append({ kind: "configured", by: bob, id: "c", topic: "Tea" });
  world.server.append({
    kind: "member",
    by: bob,
    id: "m",
    action: "role",
    member: { id: "ada", name: "ada" },
    role: "moderator",
  });
  await world.settle();
  expect(ada.state.room).toMatchObject({ title: "Lobby", topic: "Tea" });
  expect(ada.state.you?.role).toBe("moderator");
  expect(ada.state.members.list).toMatchObject([{ id: "ada", role: "moderator" }]);
  expect(shown(ada)).toEqual(["(configured)", "(role ada)"]);
});

test("a refused command rejects with the reason, and changes nothing", async () => {
  const world = new World();
  const ada = await world.enter();
  world.server.post("bob's");
  world.server.refuse = ({ type }) => (type === "edit" ? { code: "forbidden", message: "unable to edit" } : undefined);
  const edit = expect(ada.edit(1, "ada's")).rejects.toMatchObject({ code: "forbidden" });
  await world.settle();
  await edit;
  expect(shown(ada)).toEqual(["bob's"]);
});

test("a command whose answer was lost is asked again under the same id, and done once", async () => {
  const world = new World();
  const ada = await world.enter();
  world.server.post("hi");
  world.server.lost.add("ack");
  const answer = ada.edit(1, "hello");
  await world.settle();
  world.server.lost.clear();
  world.server.restart();
  await world.until("the comeback", () => ada.state.connection.kind === "online");
  expect(await answer).toEqual({ seq: 2 });
  const edits = world.server.received.filter(({ type }) => type === "edit");
  expect(new Set(edits.map(({ id }) => id)).size).toBe(1);
  expect(world.server.log).toHaveLength(2);
});

test("what a snapshot does not hold may have changed unseen: it is let go, and loaded anew", async () => {
  const world = new World();
  world.server.resumeEvents = 0;
  world.server.snapshotMessages = 2;
  const ada = await world.enter();
  for (const text of ["1", "2", "3"]) world.server.post(text);
  await world.settle();
  world.server.isDown = true;
  world.server.restart();
  world.server.append({ kind: "edited", by: bob, id: "e", message: 1, text: "one" });
  world.server.isDown = false;
  await world.until("the snapshot", () => shown(ada).join() === "2,3");
  expect(ada.state.hasOlder).toBe(true);
  await Promise.all([ada.loadOlder(), world.settle()]);
  expect(shown(ada)).toEqual(["one", "2", "3"]);
});

test("a page that knows events which come after it counts them once", async () => {
  const world = new World();
  world.server.snapshotMessages = 1;
  for (const text of ["1", "2"]) world.server.post(text);
  const ada = await world.enter();
  world.server.lost.add("events");
  world.server.append({ kind: "reacted", by: bob, id: "r1", message: 1, emoji: "👍", on: true });
  world.server.lost.clear();
  await Promise.all([ada.loadOlder(), world.settle()]);
  world.server.append({ kind: "reacted", by: { id: "eve", name: "eve" }, id: "r2", message: 1, emoji: "👍", on: true });
  await world.settle();
  expect(message(ada, 1)?.reactions).toEqual([{ emoji: "👍", count: 2 }]);
});

test("a page that comes after events which it does not know is brought up to them", async () => {
  const world = new World();
  world.server.snapshotMessages = 1;
  for (const text of ["1", "2"]) world.server.post(text);
  const ada = await world.enter();
  const load = ada.loadOlder();
  const [socket] = world.server.live;
  socket?.deliverUp();
  const page = socket?.down.pop() ?? "";
  world.server.append({ kind: "edited", by: bob, id: "e", message: 1, text: "one" });
  await world.settle();
  socket?.down.push(page);
  await world.settle();
  await load;
  expect(shown(ada)).toEqual(["one", "2"]);
});

const POLL = { question: "Lunch?", options: ["Soup", "Salad"], multiple: true };
const EMOJIS = ["👍", "❤️"];
const stepArbitrary = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        "edit" as const,
        "remove" as const,
        "react" as const,
        "vote" as const,
        "vote" as const,
        "close" as const,
        "pin" as const,
        "reply" as const,
      ),
      who: fc.constantFrom("ada", "bob", "eve"),
      message: fc.integer({ min: 1, max: 8 }),
      emoji: fc.constantFrom(...EMOJIS),
      on: fc.boolean(),
      options: fc.constantFrom<number[][]>([0], [1], [0, 1], []),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom("post" as const, "down" as const, "up" as const, "swallow" as const, "older" as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("cut" as const, "tick" as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("erase" as const), whom: fc.constantFrom("ada", "bob") }) },
);

test("R5.2 any order of changes, losses, resumes and pages: the fold of events is what a fresh snapshot shows", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(stepArbitrary, { maxLength: 50 }),
      fc.constantFrom(0, 3, 10_000),
      async (steps, resumeEvents) => {
        const world = new World();
        const { server } = world;
        server.resumeEvents = resumeEvents;
        server.snapshotMessages = 4;
        for (const text of ["1", "2", "3"]) server.post(text);
        for (const id of ["4", "5", "6"]) server.append({ kind: "message", by: bob, id, text: id, poll: POLL });
        const ada = await world.enter();
        let made = 0;
        for (const step of steps) {
          const [socket] = server.live;
          switch (step.kind) {
            case "post":
              server.post("more");
              break;
            case "down":
              socket?.deliverDown();
              break;
            case "up":
              socket?.deliverUp();
              break;
            case "swallow":
              socket?.down.shift();
              break;
            case "older":
              void ada.loadOlder();
              break;
            case "cut":
              server.restart();
              break;
            case "tick":
              await world.advance(700);
              break;
            case "reply":
              if (server.messages().some(({ seq }) => seq === step.message))
                server.append({ kind: "message", by: bob, id: `t${++made}`, text: "re", thread: step.message });
              break;
            case "erase":
              server.erase(step.whom, bob, `t${++made}`);
              break;
            case "edit":
            case "remove":
            case "react":
            case "vote":
            case "close":
            case "pin": {
              const { kind, who, message, emoji, on, options } = step;
              const command = { type: kind, message, emoji, on, options, text: `text ${++made}` };
              if (who === "ada") void ada.ask(commandOf(command));
              else server.change(command, { id: who, name: who }, `c${made}`);
            }
          }
        }
        server.post("the end");
        await world.until("the last event", () => ada.state.cursor?.seq === server.log.length);
        await world.advance(30_000);
        while (ada.state.hasOlder) await Promise.all([ada.loadOlder(), world.advance(1)]);
        server.snapshotMessages = 1000;
        const anew = await world.enter();
        expect(standing(ada)).toEqual(standing(anew));
        expect(ada.state.mine).toEqual(anew.state.mine);
        expect(ada.state.myVotes).toEqual(anew.state.myVotes);
      },
    ),
    { numRuns: 300 },
  );
}, 60_000);

type ChangeStep = {
  type: "edit" | "remove" | "react" | "vote" | "close" | "pin";
  message: number;
  emoji: string;
  on: boolean;
  options: number[];
  text: string;
};

function commandOf({ type, message, emoji, on, options, text }: ChangeStep): Parameters<RoomClient["ask"]>[0] {
  switch (type) {
    case "edit":
      return { type, message, text };
    case "remove":
      return { type, message };
    case "react":
      return { type, message, emoji, on };
    case "vote":
      return { type, message, options };
    case "close":
      return { type, message };
    case "pin":
      return { type, message, on };
  }
}

/** Messages as they are shown; reactions in the order of their names, since only a snapshot knows who put one first. */
function standing(client: RoomClient): unknown[] {
  return client.state.timeline.flatMap<unknown>((item) => {
    if (item.kind !== "message") return item.kind === "change" ? [] : [item];
    const { reactions, ...rest } = item.message;
    return [{ ...rest, reactions: reactions?.toSorted((a, b) => a.emoji.localeCompare(b.emoji)) }];
  });
}
