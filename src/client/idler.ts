// Tells the room that nobody is at this device, and when somebody is again; anew with each connection, which begins active.

import { encodeCommand } from "../protocol/codec.ts";

export type Idler = {
  idle(on: boolean): void;
  /** A connection is there, or the one that is there was welcomed anew. */
  welcomed(isFirst: boolean): void;
};

export function createIdler(transmit: (text: string) => boolean): Idler {
  let isIdle = false;
  const tell = (on: boolean) => void transmit(encodeCommand({ type: "idle", on }));
  return {
    idle(on) {
      if (on === isIdle) return;
      isIdle = on;
      tell(on);
    },
    welcomed(isFirst) {
      if (isFirst && isIdle) tell(true);
    },
  };
}
