// slow-readers.ts: members who read slower than the room speaks: how soon they are cut, and what they hold until then.

import { bytesOutPerSecond } from "./bill.ts";
import { LOAD } from "./parameters.ts";
import type { Run } from "./settings.ts";
import type { Talk } from "./talk.ts";

export type SlowReaders = {
  readonly bytesPerSecond: number;
  readonly members: number;
  /** Undefined where what the room says is less than they read. */
  readonly cutAfterSeconds: number | undefined;
  /** Of the whole room: each comes back with its cursor. */
  readonly cutsPerSecond: number;
};

export function slowReaders(run: Run, talk: Talk): SlowReaders {
  const bytesPerSecond = bytesOutPerSecond(run, talk) / run.members;
  const members = run.members * LOAD.slowShare.value;
  const surplus = bytesPerSecond - LOAD.slowBytesPerSecond.value;
  if (surplus <= 0) return { bytesPerSecond, members, cutAfterSeconds: undefined, cutsPerSecond: 0 };
  const cutAfterSeconds = LOAD.unreadBytes.value / surplus;
  return { bytesPerSecond, members, cutAfterSeconds, cutsPerSecond: members / cutAfterSeconds };
}
