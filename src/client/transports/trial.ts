// Opens a connection beside the one in use, and takes over without a gap once it speaks for exactly what is held.
//
// The cursor moves while the new connection opens, and its welcome would then speak of an older place. So the old one
// is let go of first, and where it had moved, the new one is asked to resume from where it stands.

import { decodeFrame, encodeCommand } from "../../protocol/codec.ts";
import { type Cursor, formatCursor } from "../../protocol/cursor.ts";
import { createAlarm } from "../alarm.ts";
import type { Environment } from "../environment.ts";
import type { Carrier, CarrierEvents } from "./carrier.ts";

/** To the welcome, and from there to the answer of `resume`. */
export const TRIAL_MS = 10_000;

export type TrialOptions = {
  readonly environment: Environment;
  readonly open: (events: CarrierEvents) => Carrier;
  readonly cursor: () => Cursor | undefined;
  /** The new one works: the old one is to say nothing more. */
  readonly onGreeted: () => void;
  /** It takes over, with this welcome; the events are those it is to have from here on. */
  readonly onReady: (carrier: Carrier, welcome: string) => CarrierEvents;
  /** `wasGreeted`: the old one is gone as well. */
  readonly onFailed: (wasGreeted: boolean) => void;
};

export type Trial = { cancel(): void };

export function startTrial({ environment, open, cursor, onGreeted, onReady, onFailed }: TrialOptions): Trial {
  let since = place();
  let wasGreeted = false;
  let taken: CarrierEvents | undefined;
  const late = createAlarm(environment, () => {
    carrier.close();
    onFailed(wasGreeted);
  });
  late.set(environment.now() + TRIAL_MS);

  const carrier = open({
    message(text) {
      if (taken !== undefined) return taken.message(text);
      if (decodeFrame(text)?.type !== "welcome") return;
      if (!wasGreeted) onGreeted();
      wasGreeted = true;
      if (since === place()) {
        late.set(undefined);
        taken = onReady(carrier, text);
        return;
      }
      since = place();
      late.set(environment.now() + TRIAL_MS);
      carrier.send(encodeCommand({ type: "resume", since }));
    },
    close(code, reason, fault) {
      if (taken !== undefined) return taken.close(code, reason, fault);
      late.set(undefined);
      onFailed(wasGreeted);
    },
  });

  function place(): string {
    const held = cursor();
    return held === undefined ? "" : formatCursor(held);
  }

  return {
    cancel() {
      late.set(undefined);
      carrier.close();
    },
  };
}
