// steps.ts: what a random program is made of; each step reads as a line of a transcript.

import { abortAllDurableObjects, evictDurableObject } from "cloudflare:test";
import fc from "fast-check";
import { expect } from "vitest";
import type { DurableCommand } from "../../../src/protocol/commands.ts";
import { canonicalMessage, canonicalMine } from "../../chaos/fold.ts";
import type { RoomEvent } from "../../../src/protocol/events.ts";
import { enter, newId, roomObject } from "../room/enter.ts";
import { asks, isOpen, pickFrom, type Step, step, who } from "./ask-step.ts";
import { closerLooks } from "./closer-steps.ts";
import { changes } from "./change-steps.ts";
import { moderations } from "./moderation-steps.ts";
import { ownings } from "./owning-steps.ts";
import { type ModelRoom, type SlotNumber, SLOTS } from "./model-room.ts";
import { checkWelcome, type Planned, type RealRoom, sinceOf, slotNumber, slotOf, type Whence } from "./real-room.ts";

function enters(slot: SlotNumber, whence: Whence): Step {
  return step(
    `${who(slot)} enters from ${whence}`,
    (model) => !slotOf(model, slot).isOpen && !model.ranks.isBanned(SLOTS[slot]),
    (model, room) => room.enter(model, slot, whence),
  );
}

function leaves(slot: SlotNumber): Step {
  return step(`${who(slot)} leaves`, isOpen(slot), (model, room) => room.leave(model, slot));
}

type Target = { readonly field: "replyTo" | "thread"; readonly seq: number };

/** By the moderator too, who alone may speak to everybody. */
function speaksTo(slot: SlotNumber, way: "socket" | "call", mentions: string[]): Step {
  return asks(slot, way, `to ${mentions.join()}`, (model) => {
    const id = model.newId();
    return { type: "send", id, text: `text of ${id}`, mentions };
  });
}

function sends(slot: SlotNumber, way: "socket" | "call", target: Target | undefined): Step {
  return asks(slot, way, "something new", (model) => {
    const id = model.newId();
    return { type: "send", id, text: `text of ${id}`, ...(target === undefined ? {} : { [target.field]: target.seq }) };
  });
}

function asksAll(slot: SlotNumber, way: "socket" | "call", isMultiple: boolean): Step {
  return asks(slot, way, isMultiple ? "everybody, with many choices" : "everybody", (model) => {
    const id = model.newId();
    const poll = {
      options: ["one", "two", "three"].slice(isMultiple ? 0 : 1),
      ...(isMultiple ? { multiple: true } : {}),
    };
    return { type: "send", id, text: `question of ${id}`, poll };
  });
}

/** Names that nobody else takes: what looks like the moderator's is refused for as long as they are here (R11-17). */
const NAMES = { ada: ["ada", "Ada L."], bob: ["bob", "Bob\u00e9"], cy: ["cy", "Cyril"] } as const;

function renames(slot: SlotNumber, way: "socket" | "call", which: 0 | 1): Step {
  return asks(slot, way, "for a name", (model) => ({
    type: "rename",
    id: model.newId(),
    name: NAMES[SLOTS[slot]][which],
  }));
}

function repeats(slot: SlotNumber, way: "socket" | "call", pick: number): Step {
  return asks(slot, way, "again", (model) => pickFrom(model.asked.get(SLOTS[slot]), pick));
}

/** The same id for other content, or for another type. */
function reuses(slot: SlotNumber, way: "socket" | "call", pick: number, as: "send" | "rename"): Step {
  return asks(slot, way, "under a used id", (model) => {
    const used = pickFrom(model.asked.get(SLOTS[slot]), pick);
    if (used === undefined) return undefined;
    return as === "send"
      ? { type: "send", id: used.id, text: "something else" }
      : { type: "rename", id: used.id, name: `Not ${SLOTS[slot]}` };
  });
}

/** Ids are a space of each member: another's means nothing. */
function borrows(slot: SlotNumber, pick: number): Step {
  return asks(slot, "socket", "under another's id", (model) => {
    const others = [...model.asked].filter(([member]) => member !== SLOTS[slot]).flatMap(([, commands]) => commands);
    const theirs = pickFrom(others, pick);
    return theirs === undefined ? undefined : { type: "send", id: theirs.id, text: "borrowed" };
  });
}

function resumes(slot: SlotNumber, whence: Exclude<Whence, "nowhere">): Step {
  return step(
    `${who(slot)} resumes from ${whence}`,
    (model) => slotOf(model, slot).isOpen && model.maySpend("lookup", SLOTS[slot]),
    async (model, room) => {
      model.spend("lookup", SLOTS[slot]);
      const since = sinceOf(model, slot, whence) ?? "";
      room.person(slot).send({ type: "resume", since });
      checkWelcome(model, slot, since, await room.person(slot).next("welcome"));
    },
  );
}

type Range = { readonly before?: number; readonly after?: number; readonly limit: number };

function looksBack(slot: SlotNumber, way: "socket" | "call", range: Range): Step {
  return step(
    `${who(slot)} looks at history ${JSON.stringify(range)} by ${way}`,
    (model) =>
      (way === "call" ? !model.ranks.isBanned(SLOTS[slot]) : slotOf(model, slot).isOpen) &&
      model.maySpend("lookup", SLOTS[slot]),
    async (model, room) => {
      model.spend("lookup", SLOTS[slot]);
      const page = way === "call" ? await room.look(SLOTS[slot], range) : await ask(room, slot, range);
      if (way === "call") model.isAwake = true;
      const { messages, more } = model.page(range);
      expect(page.messages.map(canonicalMessage)).toEqual(messages.map(canonicalMessage));
      expect(canonicalMine(page.mine)).toBe(canonicalMine(model.mine(SLOTS[slot], messages)));
      expect(page.myVotes).toEqual(model.myVotes(SLOTS[slot], messages));
      expect(page.more).toBe(more);
    },
  );
}

async function ask(room: RealRoom, slot: SlotNumber, range: Range) {
  const answer = await room.person(slot).ask({ type: "history", id: newId(), ...range });
  if (answer.type !== "history") throw new Error(`history was answered ${JSON.stringify(answer)}`);
  return answer;
}

function reads(slot: SlotNumber, positions: readonly number[]): Step {
  return step(`${who(slot)} has read up to ${positions.join(", then ")}`, isOpen(slot), async (model, room) => {
    for (const upTo of positions) {
      room.person(slot).send({ type: "read", upTo });
      model.read(SLOTS[slot], upTo);
    }
  });
}

function readsThreads(slot: SlotNumber, positions: readonly (readonly [thread: number, upTo: number])[]): Step {
  const told = positions.map(([thread, upTo]) => `${thread} up to ${upTo}`);
  return step(`${who(slot)} has read in threads ${told.join(", then ")}`, isOpen(slot), async (model, room) => {
    for (const [thread, upTo] of positions) room.readThread(model, slot, thread, upTo);
  });
}

function types(slot: SlotNumber, on: boolean): Step {
  return step(`${who(slot)} ${on ? "types" : "stops typing"}`, isOpen(slot), async (_model, room) => {
    room.person(slot).send({ type: "typing", on });
  });
}

/** The next welcome that anybody gets tells of it. */
function idles(slot: SlotNumber, on: boolean): Step {
  return step(`nobody is at ${who(slot)}: ${on}`, isOpen(slot), async (model, room) => room.idle(model, slot, on));
}

function signals(slot: SlotNumber): Step {
  const may = (model: ModelRoom) =>
    isOpen(slot)(model) && !model.ranks.isMuted(SLOTS[slot]) && model.ranks.mayWrite(SLOTS[slot]);
  return step(`${who(slot)} signals`, may, async (model, room) => {
    room.person(slot).send({ type: "signal", name: "knock", data: [slot] });
    const from = { id: SLOTS[slot], name: model.nameOf(SLOTS[slot]) };
    for (const [index, other] of model.slots.entries()) {
      if (!other.isOpen || index === slot) continue;
      expect(await room.person(slotNumber(index)).next("signal")).toEqual({
        type: "signal",
        from,
        name: "knock",
        data: [slot],
      });
    }
  });
}

/**
 * All at once, nobody waiting for an answer: the room may take them in any order that keeps each connection's own.
 * `in one go` calls the object from within, so that all but the first share a turn.
 */
function burst(slots: readonly SlotNumber[], way: "over their sockets" | "in one go"): Step {
  return step(
    `${slots.map(who).join(", ")} send at once, ${way}`,
    (model) => mayBurst(model, slots),
    async (model, room) => {
      const planned = planBurst(model, slots);
      const answers = way === "in one go" ? await room.callInOneGo(planned) : await room.sendAtOnce(planned);
      const seqOf = ({ answer }: (typeof answers)[number]) => answer.seq ?? 0;
      for (const slot of new Set(slots)) {
        const own = answers.filter((one) => one.slot === slot).map(seqOf);
        expect(own, `the order of ${who(slot)}`).toEqual([...own].sort((a, b) => a - b));
      }
      for (const { slot, command, answer } of [...answers].sort((a, b) => seqOf(a) - seqOf(b))) {
        await room.apply(model, SLOTS[slot], command, answer);
      }
    },
  );
}

/** A crash with commands under way: each was stored or was not, and whoever heard of one heard of a stored one. */
function crashes(slots: readonly SlotNumber[]): Step {
  return step(
    slots.length === 0 ? "the room crashes" : `the room crashes while ${slots.map(who).join(", ")} send`,
    (model) => mayBurst(model, slots),
    async (model, room) => {
      const sent = planBurst(model, slots);
      for (const { slot, command } of sent) room.person(slot).send(command);
      await abortAllDurableObjects();
      const open = model.slots.flatMap((slot, index) => (slot.isOpen ? [slotNumber(index)] : []));
      await room.lost(model);
      const heard = open.flatMap((slot) =>
        room
          .person(slot)
          .untaken("events")
          .flatMap((frame) => (frame.type === "events" ? frame.events : [])),
      );
      await room.recover(
        model,
        sent.map(({ slot, command }) => ({ slot, command, heard })),
      );
      model.isAwake = true;
    },
  );
}

function mayBurst(model: ModelRoom, slots: readonly SlotNumber[]): boolean {
  const isWithin = slots.every((slot) => model.maySpend("command", SLOTS[slot], slots.length));
  // Under slow mode the order, which is the room's, would decide who is refused.
  // Nor does anybody wait for the answer to another's question.
  if (model.ranks.settings.slowModeMs > 0 || model.hasHook) return false;
  return isWithin && slots.every((slot) => slotOf(model, slot).isOpen);
}

function planBurst(model: ModelRoom, slots: readonly SlotNumber[]): Planned[] {
  return slots.map((slot) => {
    const id = model.newId();
    const command: DurableCommand = { type: "send", id, text: `text of ${id}` };
    model.spend("command", SLOTS[slot]);
    model.remember(SLOTS[slot], command);
    return { slot, command };
  });
}

function sleeps(): Step {
  return step(
    "the room falls asleep",
    (model) => model.isAwake,
    async (model, room) => {
      await evictDurableObject(roomObject(room.name));
      model.sleep();
    },
  );
}

function isEvicted(): Step {
  return step(
    "the room is evicted",
    (model) => model.isAwake,
    async (model, room) => {
      await evictDurableObject(roomObject(room.name), { webSockets: "close" });
      await room.lost(model);
    },
  );
}

const slot = fc.constantFrom<SlotNumber[]>(0, 1, 2, 3);
const slots = fc.array(slot, { minLength: 2, maxLength: 5 });
const pick = fc.nat({ max: 30 });
const seq = fc.integer({ min: 1, max: 12 });
const way = fc.constantFrom("socket" as const, "socket" as const, "call" as const);
const which = fc.constantFrom(0 as const, 1 as const);
const whence = fc.constantFrom<Exclude<Whence, "nowhere">[]>(
  "start",
  "cursor",
  "cursor",
  "old cursor",
  "another log",
  "above the head",
  "nonsense",
);
const target = fc.option(fc.record({ field: fc.constantFrom("replyTo" as const, "thread" as const), seq }), {
  nil: undefined,
  freq: 2,
});
const limit = fc.integer({ min: 1, max: 5 });
const range = fc.oneof(fc.record({ limit }), fc.record({ before: seq, limit }), fc.record({ after: seq, limit }));

/** Common steps stand more than once: a program draws from this list evenly. */
export const STEPS: fc.Arbitrary<Step>[] = [
  ...often(
    5,
    fc.tuple(slot, way, target).map(([at, by, to]) => sends(at, by, to)),
  ),
  ...often(
    3,
    fc.tuple(slot, fc.oneof(whence, fc.constant("nowhere" as const))).map(([at, from]) => enters(at, from)),
  ),
  ...often(
    2,
    fc.tuple(slot, way, pick).map(([at, by, which]) => repeats(at, by, which)),
  ),
  ...often(
    2,
    fc.tuple(slot, whence).map(([at, from]) => resumes(at, from)),
  ),
  ...often(
    2,
    fc
      .tuple(slots, fc.constantFrom("over their sockets" as const, "in one go" as const))
      .map(([at, by]) => burst(at, by)),
  ),
  fc
    .tuple(slot, way, fc.array(fc.constantFrom("ada", "bob", "nobody", "*"), { maxLength: 3 }))
    .map(([at, by, whom]) => speaksTo(at, by, whom)),
  fc.tuple(slot, way, which).map(([at, by, as]) => renames(at, by, as)),
  fc
    .tuple(slot, way, pick, fc.constantFrom("send" as const, "rename" as const))
    .map(([at, by, which, as]) => reuses(at, by, which, as)),
  fc.tuple(slot, pick).map(([at, which]) => borrows(at, which)),
  ...often(
    2,
    fc.tuple(slot, way, range).map(([at, by, of]) => looksBack(at, by, of)),
  ),
  ...often(4, changes),
  ...often(2, moderations),
  ...often(2, ownings),
  closerLooks,
  ...often(
    2,
    fc.tuple(slot, fc.array(seq, { minLength: 1, maxLength: 3 })).map(([at, upTo]) => reads(at, upTo)),
  ),
  fc
    .tuple(slot, fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), seq), { minLength: 1, maxLength: 3 }))
    .map(([at, positions]) => readsThreads(at, positions)),
  fc.tuple(slot, fc.boolean()).map(([at, on]) => types(at, on)),
  fc.tuple(slot, fc.boolean()).map(([at, on]) => idles(at, on)),
  slot.map(signals),
  slot.map(leaves),
  fc.constant(undefined).map(sleeps),
  fc.constant(undefined).map(isEvicted),
  fc.array(slot, { maxLength: 4 }).map(crashes),
];

/** Steps of programs in which little is said and much becomes of it. */
export const CHANGES: readonly fc.Arbitrary<Step>[] = [
  ...often(12, changes),
  ...often(2, moderations),
  ...often(2, ownings),
  ...often(2, closerLooks),
  fc.tuple(slot, way, fc.constant(undefined)).map(([at, by, to]) => sends(at, by, to)),
  fc.tuple(slot, way, fc.boolean()).map(([at, by, isMultiple]) => asksAll(at, by, isMultiple)),
  fc
    .tuple(slot, way, fc.record({ field: fc.constant("thread" as const), seq: fc.constant(1) }))
    .map(([at, by, to]) => sends(at, by, to)),
  ...often(
    2,
    fc.tuple(slot, way, pick).map(([at, by, which]) => repeats(at, by, which)),
  ),
  fc.tuple(slot, whence).map(([at, from]) => resumes(at, from)),
  fc.tuple(slot, way, range).map(([at, by, of]) => looksBack(at, by, of)),
  fc.constant(undefined).map(sleeps),
];

function often<T>(times: number, arbitrary: T): T[] {
  return Array.from({ length: times }, () => arbitrary);
}

/** Ada and Bob are there and have talked, one of them by a poll, so that a program needs no luck to begin with. */
export async function prelude(model: ModelRoom, room: RealRoom): Promise<void> {
  for (const step of [
    enters(0, "nowhere"),
    enters(1, "start"),
    sends(0, "socket", undefined),
    asksAll(1, "socket", true),
  ]) {
    await step.run(model, room);
  }
}

/** What the room is at the end: replayed from the start to a stranger, and page by page to each member. */
export async function finale(model: ModelRoom, room: RealRoom): Promise<void> {
  const reader = await enter(room.name, "reader", { since: "0:0" });
  await reader.caughtUp();
  const replayed: RoomEvent[] = [];
  while (reader.untaken("events").length > 0) replayed.push(...(await reader.next("events")).events);
  expect(replayed, "the log as it is replayed").toEqual(model.log);
  for (const look of ([0, 1, 3] as const).map((at) => looksBack(at, "call", { limit: 100 })))
    if (look.check(model)) await look.run(model, room);
}
