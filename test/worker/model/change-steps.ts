// change-steps.ts: steps that change what was said: edits, removals, reactions, votes, pins, their repeats, and two tabs at once.

import fc from "fast-check";
import { expect } from "vitest";
import type { DurableCommand } from "../../../src/protocol/commands.ts";
import { authorOf } from "../../chaos/event.ts";
import { asks, type Step, step, who } from "./ask-step.ts";
import { type ModelRoom, type SlotNumber, SLOTS } from "./model-room.ts";
import { slotOf } from "./real-room.ts";

type Way = "socket" | "call";
/** A change without its id, which the model gives. */
type Change =
  | { readonly type: "edit"; readonly message: number; readonly text: string }
  | { readonly type: "remove"; readonly message: number }
  | { readonly type: "react"; readonly message: number; readonly emoji: string; readonly on: boolean }
  | { readonly type: "vote"; readonly message: number; readonly options: number[] }
  | { readonly type: "close"; readonly message: number }
  | { readonly type: "pin"; readonly message: number; readonly on: boolean };

function asksFor(slot: SlotNumber, way: Way, change: Change): Step {
  return asks(slot, way, `to ${change.type}`, (model) => ({ ...change, id: model.newId() }));
}

/** Oneself, or, for Bob, who may, somebody who has done something. */
function erases(slot: SlotNumber, way: Way, isOther: boolean): Step {
  return asks(slot, way, "to erase", (model) => {
    const member = isOther ? "ada" : undefined;
    if (isOther && !model.log.some((event) => authorOf(event)?.by.id === member)) return undefined;
    return { type: "erase", id: model.newId(), ...(member === undefined ? {} : { member }) };
  });
}

/** The same change under the same id from both of Ada's tabs: one event, and the same ack for both. */
function fromTwoTabs(change: Change): Step {
  const [first, second] = [0, 2] as const;
  const areOpen = (model: ModelRoom) => slotOf(model, first).isOpen && slotOf(model, second).isOpen;
  return step(
    `${who(first)} and ${who(second)} ask to ${change.type} under one id`,
    (model) => areOpen(model) && model.maySpend("command", SLOTS[first], 2),
    async (model, room) => {
      const command: DurableCommand = { ...change, id: model.newId() };
      model.spend("command", SLOTS[first], 2);
      model.remember(SLOTS[first], command);
      for (const slot of [first, second]) room.person(slot).send(command);
      const [one, other] = [await room.person(first).answer(command.id), await room.person(second).answer(command.id)];
      const isEvent = model.decide(SLOTS[first], command).kind === "event";
      await room.apply(model, SLOTS[first], command, one);
      if (isEvent) expect(other).toEqual(one);
      else expect({ ...other, at: 0 }).toEqual({ ...one, at: 0 });
      return `${who(first)} and ${who(second)} ask ${JSON.stringify(command)}`;
    },
  );
}

const slot = fc.constantFrom<SlotNumber[]>(0, 1, 2, 3);
const way = fc.constantFrom<Way[]>("socket", "socket", "call");
/** Few, so that changes meet: programs are short, and the first events of most are messages. */
const message = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 3 }) },
  { weight: 1, arbitrary: fc.integer({ min: 4, max: 14 }) },
);
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({
    type: fc.constant("edit" as const),
    message,
    text: fc.constantFrom("one", "edited two", "edited three"),
  }),
  fc.record({
    type: fc.constant("edit" as const),
    message,
    text: fc.constantFrom("one", "edited two", "edited three"),
  }),
  fc.record({ type: fc.constant("remove" as const), message }),
  fc.record({
    type: fc.constant("react" as const),
    message,
    emoji: fc.constantFrom("\u{1F44D}", "+1"),
    on: fc.constantFrom(true, true, false),
  }),
  fc.record({
    type: fc.constant("vote" as const),
    message,
    options: fc.constantFrom<number[][]>([0], [1], [0, 1], [2], [0, 2], []),
  }),
  fc.record({
    type: fc.constant("vote" as const),
    message,
    options: fc.constantFrom<number[][]>([0], [1], [0, 1], [2], [0, 2], []),
  }),
  fc.record({ type: fc.constant("close" as const), message }),
  fc.record({ type: fc.constant("pin" as const), message, on: fc.constantFrom(true, true, false) }),
);

/** One change, by whoever may or may not make it. */
export const changes: fc.Arbitrary<Step> = fc.oneof(
  { weight: 10, arbitrary: fc.tuple(slot, way, change).map(([at, by, what]) => asksFor(at, by, what)) },
  { weight: 2, arbitrary: change.map(fromTwoTabs) },
  { weight: 1, arbitrary: fc.tuple(slot, way, fc.boolean()).map(([at, by, other]) => erases(at, by, other)) },
);
