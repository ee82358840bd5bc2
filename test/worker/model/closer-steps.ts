// closer-steps.ts: looks at what stands behind messages: their texts, who reacted and voted, what is pinned.

import fc from "fast-check";
import { expect } from "vitest";
import { isEditedEvent, isMessageEvent } from "../../../src/protocol/events.ts";
import { fold, isGone } from "../../chaos/fold.ts";
import { roomObject } from "../room/enter.ts";
import { type Step, step } from "./ask-step.ts";
import type { ModelRoom } from "./model-room.ts";

const LIMIT = 100;

/** Without a token and from no known network: nobody's rate of looks. */
function looksCloser(seq: number): Step {
  return step(
    `somebody looks closer at ${seq}, and at the pins`,
    () => true,
    async (model, room) => {
      const object = roomObject(room.name);
      const folded = fold(model.log);
      const target = folded.get(seq);
      const isThere = target !== undefined && !isGone(target);
      const edits = await object.edits(room.name, seq, { limit: LIMIT }, {});
      const reactions = await object.reactions(room.name, seq, { limit: LIMIT }, {});
      const votes = await object.votes(room.name, seq, { limit: LIMIT }, {});
      const pins = await object.pins(room.name, { limit: LIMIT }, {});
      model.isAwake = true;
      expect([edits, reactions].map(({ kind }) => kind)).toEqual(isThere ? ["ok", "ok"] : ["refused", "refused"]);
      if (edits.kind === "ok")
        expect(JSON.parse(edits.value)).toMatchObject({ edits: textsOf(model, seq), more: false });
      if (reactions.kind === "ok") {
        const expected = [...(target?.reactions.values() ?? [])].toSorted((a, b) => a.seq - b.seq);
        expect(JSON.parse(reactions.value)).toMatchObject({
          reactions: expected.map(({ member, emoji, seq: since }) => ({ seq: since, emoji, by: { id: member } })),
          more: false,
        });
      }
      expect(votes.kind).toBe(isThere && target.message.poll !== undefined ? "ok" : "refused");
      if (votes.kind === "ok") {
        const expected = [...(target?.votes ?? [])].toSorted(([, a], [, b]) => a.seq - b.seq);
        expect(JSON.parse(votes.value)).toMatchObject({
          votes: expected.map(([member, { options, seq: since }]) => ({ seq: since, options, by: { id: member } })),
          more: false,
        });
      }
      const pinned = [...folded]
        .flatMap(([of, { pinnedSeq }]) => (pinnedSeq === undefined ? [] : [{ of, pinnedSeq }]))
        .toSorted((a, b) => b.pinnedSeq - a.pinnedSeq);
      expect(pins.kind === "ok" && JSON.parse(pins.value)).toMatchObject({
        messages: pinned.map(({ of }) => ({ seq: of, pinned: true })),
        more: false,
      });
    },
  );
}

/** The newest first, down to what was sent. */
function textsOf(model: ModelRoom, seq: number) {
  return model.log
    .filter((event) => (isMessageEvent(event) && event.seq === seq) || (isEditedEvent(event) && event.message === seq))
    .map((event) => ({ seq: event.seq, at: event.at, text: "text" in event ? event.text : undefined }))
    .toReversed();
}

export const closerLooks: fc.Arbitrary<Step> = fc.integer({ min: 1, max: 12 }).map(looksCloser);
