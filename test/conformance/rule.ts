// rule.ts: one promise of the contract that can be seen from outside, and how to see it.

import type { Scene } from "./scene.ts";

export type Rule = {
  /** As docs/protocol.md numbers it. */
  readonly id: string;
  readonly what: string;
  /** Rules that wait long begin with the run and are looked at in their turn. They must not use what others count on. */
  readonly early?: true;
  /** Takes long by itself; left out of a quick run. */
  readonly slow?: true;
  /** What the deployment must have for the rule to be seen: rate limits, or none. */
  readonly needs?: "limits" | "no limits";
  /** Makes rooms, of which a network may make 10 an hour: skipped once they are made, so tried best without limits. */
  readonly makesRooms?: true;
  readonly run: (scene: Scene) => Promise<void>;
};

/** The rule cannot be seen on this deployment; `message` says why. */
export class NotSeen extends Error {
  override readonly name = "NotSeen";
}
