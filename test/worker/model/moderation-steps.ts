// moderation-steps.ts: steps in which somebody is kicked, banned, muted, pardoned or given a role, by whoever may or may not do it.

import fc from "fast-check";
import { expect } from "vitest";
import type { Moderation } from "../../../src/protocol/commands/moderate.ts";
import { knock } from "../room/enter.ts";
import { asks, type Step, step, who } from "./ask-step.ts";
import { type SlotNumber, SLOTS } from "./model-room.ts";
import { slotNumber, slotOf } from "./real-room.ts";

type Way = "socket" | "call";

/** All of the member's connections end with it, where it is a kick or a ban. */
function moderates(slot: SlotNumber, way: Way, action: Moderation, whom: "ada" | "bob" | "cy"): Step {
  const role = action === "role" ? { role: "moderator" as const } : {};
  const asking = asks(slot, way, `to ${action} ${whom}`, (model) => ({
    type: "moderate",
    id: model.newId(),
    action,
    member: whom,
    ...role,
  }));
  return step(
    `${who(slot)} moderates`,
    (model) => model.knows(whom) && asking.check(model),
    async (model, room) => {
      const before = model.head;
      // Closed by the room before anything else is looked at: the step itself waits for all that are open.
      const ends = action === "kick" || action === "ban";
      const devices = model.slots.flatMap((one, at) => (one.isOpen && SLOTS[at] === whom ? [slotNumber(at)] : []));
      const decision = model.decide(SLOTS[slot], { type: "moderate", id: "?", action, member: whom, ...role });
      if (ends && decision.kind === "event") for (const device of devices) slotOf(model, device).isOpen = false;
      await asking.run(model, room);
      if (!ends || model.head === before) return String(asking);
      for (const device of devices) {
        const closed = { code: 4403, reason: action === "kick" ? "kicked" : "banned" };
        expect(await room.person(device).closed, `${who(device)} is sent away`).toEqual(closed);
      }
      return String(asking);
    },
  );
}

/** Whoever is banned is told so, and let in nowhere. */
function knocks(slot: SlotNumber): Step {
  return step(
    `${who(slot)}, who is banned, knocks`,
    (model) => model.ranks.isBanned(SLOTS[slot]),
    async (model, room) => {
      const person = await knock(room.name, SLOTS[slot], "frames", { id: SLOTS[slot] });
      expect(await person.closed).toEqual({ code: 4403, reason: "banned" });
      model.isAwake = true;
    },
  );
}

const slot = fc.constantFrom<SlotNumber[]>(0, 1, 1, 1, 1, 2, 3);
const way = fc.constantFrom<Way[]>("socket", "socket", "call");
const whom = fc.constantFrom("ada" as const, "ada" as const, "cy" as const, "bob" as const);
const action = fc.constantFrom<Moderation[]>("kick", "ban", "unban", "unban", "mute", "unmute", "unmute", "role");

export const moderations: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(slot, way, action, whom).map(([at, by, what, of]) => moderates(at, by, what, of)) },
  { weight: 1, arbitrary: fc.constantFrom<SlotNumber[]>(0, 2, 3).map(knocks) },
);
