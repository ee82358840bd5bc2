// ask-step.ts: a step of a random program, and the step that asks for a durable command.

import type fc from "fast-check";
import { expect } from "vitest";
import type { DurableCommand } from "../../../src/protocol/commands.ts";
import { type ModelRoom, type SlotNumber, SLOTS } from "./model-room.ts";
import { answerOf, type RealRoom, slotOf } from "./real-room.ts";

export type Step = fc.AsyncCommand<ModelRoom, RealRoom>;

/** Makes a step: `may` is asked of the model alone; `run` gives what it did, for the transcript. */
export function step(
  planned: string,
  may: (model: ModelRoom) => boolean,
  run: (model: ModelRoom, room: RealRoom) => Promise<string | void>,
): Step {
  let did = planned;
  return {
    check: may,
    async run(model, room) {
      did = (await run(model, room)) ?? planned;
      await room.settle(model);
    },
    toString: () => did,
  };
}

export const isOpen = (slot: SlotNumber) => (model: ModelRoom) => slotOf(model, slot).isOpen;
export const who = (slot: SlotNumber) => `${SLOTS[slot]}#${slot}`;

/** Asks for what `make` gives, over the slot's connection or, as its member, past it. */
export function asks(
  slot: SlotNumber,
  way: "socket" | "call",
  planned: string,
  make: (model: ModelRoom) => DurableCommand | undefined,
): Step {
  const member = SLOTS[slot];
  const may = (model: ModelRoom) =>
    (way === "call" || slotOf(model, slot).isOpen) && model.maySpend("command", member) && make(model) !== undefined;
  const asked = `${who(slot)} ${way === "call" ? "calls" : "asks"} ${planned}`;
  return step(asked, may, async (model, room) => {
    const command = make(model);
    if (command === undefined) throw new Error("unreachable: checked before");
    model.spend("command", member);
    model.remember(member, command);
    const { kind } = model.decide(member, command);
    const goes = command.type === "leave" && (kind === "event" || kind === "unchanged");
    if (way === "socket") {
      await room.apply(model, member, command, await room.person(slot).ask(command));
    } else {
      const reply = await room.call(member, command);
      model.isAwake = true;
      if (reply.kind === "ok") expect(reply.repeated).toBe(model.decide(member, command).kind === "done");
      await room.apply(model, member, command, answerOf(reply));
    }
    if (goes) await room.departed(model, member);
    return `${asked}: ${JSON.stringify(command)}`;
  });
}

export function pickFrom<T>(list: readonly T[] | undefined, pick: number): T | undefined {
  return list?.[pick % list.length];
}
