// owning-steps.ts: steps in which the room is handed on, left, set, worded, or everything that somebody said is removed, by whoever may or may not.

import fc from "fast-check";
import type { SettingsChange } from "../../../src/protocol/commands/configure.ts";
import { LISTED } from "../../chaos/wordings.ts";
import { asks, type Step, step } from "./ask-step.ts";
import type { SlotNumber } from "./model-room.ts";

type Way = "socket" | "call";
type Whom = "ada" | "bob" | "cy";

/** Of somebody whom the log knows: else nobody could tell whom it is about. */
function acts(slot: SlotNumber, way: Way, type: "transfer" | "purge", whom: Whom): Step {
  return asks(slot, way, `to ${type} ${whom}`, (model) =>
    model.knows(whom) ? { type, id: model.newId(), member: whom } : undefined,
  );
}

/** Only what was said with it, or after. */
function purgesSince(slot: SlotNumber, way: Way, whom: Whom, seq: number): Step {
  return asks(slot, way, `to purge ${whom} since ${seq}`, (model) => {
    const sinceAt = model.log[seq - 1]?.at;
    if (sinceAt === undefined || !model.knows(whom)) return undefined;
    return { type: "purge", id: model.newId(), member: whom, sinceAt };
  });
}

/** For good, on all devices: the last owner is refused. */
function departs(slot: SlotNumber, way: Way): Step {
  return asks(slot, way, "to leave for good", (model) => ({ type: "leave", id: model.newId() }));
}

function lists(slot: SlotNumber, way: Way, action: "mask" | "refuse", isListed: boolean): Step {
  return asks(slot, way, isListed ? `to ${action} a word` : "to list no word", (model) =>
    model.head === 0 ? undefined : { type: "words", id: model.newId(), action, words: isListed ? [LISTED] : [] },
  );
}

function sets(slot: SlotNumber, way: Way, change: SettingsChange): Step {
  return asks(slot, way, `to set ${JSON.stringify(change)}`, (model) => ({
    type: "configure",
    id: model.newId(),
    ...change,
  }));
}

/** Bob's room, for as long as it is his. */
function hooks(isOn: boolean): Step {
  return step(
    isOn ? "bob has everything asked about" : "bob has nothing asked about",
    (model) => model.ranks.of("bob") === "owner" && !model.ranks.isBanned("bob") && model.hasHook !== isOn,
    (model, room) => room.setHook(model, "bob", isOn),
  );
}

const slot = fc.constantFrom<SlotNumber[]>(0, 1, 1, 1, 2, 3);
const way = fc.constantFrom<Way[]>("socket", "socket", "call");
const whom = fc.constantFrom<Whom[]>("ada", "ada", "cy", "bob");
/** Longer than any program waits: whoever said something says nothing more until it is off. */
const HOUR_MS = 3_600_000;
const change = fc.constantFrom<SettingsChange[]>(
  { readOnly: true },
  { readOnly: false },
  { readOnly: false },
  { slowModeMs: HOUR_MS },
  { slowModeMs: 0 },
  { slowModeMs: 0 },
);

export const ownings: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.tuple(slot, way, whom).map(([at, by, of]) => acts(at, by, "transfer", of)) },
  { weight: 3, arbitrary: fc.tuple(slot, way, whom).map(([at, by, of]) => acts(at, by, "purge", of)) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(slot, way, whom, fc.integer({ min: 1, max: 12 }))
      .map(([at, by, of, seq]) => purgesSince(at, by, of, seq)),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(slot, way, fc.constantFrom("mask" as const, "mask" as const, "refuse" as const), fc.boolean())
      .map(([at, by, action, isListed]) => lists(at, by, action, isListed)),
  },
  { weight: 1, arbitrary: fc.boolean().map(hooks) },
  { weight: 2, arbitrary: fc.tuple(slot, way).map(([at, by]) => departs(at, by)) },
  { weight: 3, arbitrary: fc.tuple(slot, way, change).map(([at, by, to]) => sets(at, by, to)) },
);
