// What a room tells beside its log: who is here, who writes, the newest values, how far others have read, what waits.

import type { FrameOf } from "../protocol/frames.ts";
import { createAlarm } from "./alarm.ts";
import type { Environment } from "./environment.ts";
import { endTyping, foldPresence, foldTyping, rosterOf, type Typing } from "./presence.ts";
import type { Snapshot } from "./snapshot.ts";
import type { RoomState } from "./state.ts";
import { foldReads, foldValues, valuesOf } from "./values.ts";

export type EphemeralFrame =
  | FrameOf<"presence">
  | FrameOf<"typing">
  | FrameOf<"values">
  | FrameOf<"reads">
  | FrameOf<"reports">;

export type Ephemera = {
  take(frame: EphemeralFrame): void;
  /** `fresh`: the log is another one, and so is what members have read of it. */
  welcomed(welcome: FrameOf<"welcome">, fresh: boolean): void;
  /** These have said what they were writing. */
  said(authors: ReadonlySet<string>): void;
  /** Nobody is known to write any more. */
  offline(): void;
};

const NOBODY: ReadonlySet<string> = new Set();

export function createEphemera(environment: Environment, snapshot: Snapshot<RoomState>): Ephemera {
  const { patch, batch } = snapshot;
  let typists: readonly Typing[] = [];
  const alarm = createAlarm(environment, () => batch(() => said(NOBODY)));

  function show(changed: readonly Typing[]): void {
    if (changed === typists) return;
    typists = changed;
    alarm.set(typists.length === 0 ? undefined : Math.min(...typists.map(({ untilMs }) => untilMs)));
    patch({ typing: typists.map(({ author }) => author) });
  }

  const said = (authors: ReadonlySet<string>): void => show(endTyping(typists, environment.now(), authors));

  function take(frame: EphemeralFrame): void {
    const { members, values, reads, you } = snapshot.value;
    switch (frame.type) {
      case "presence":
        return patch({ members: foldPresence(members, frame) });
      case "typing":
        return show(foldTyping(frame.members, you?.id, environment.now()));
      case "values":
        return patch({ values: foldValues(values, frame.values) });
      case "reads":
        return patch({ reads: foldReads(reads, frame) });
      case "reports":
        return patch({ reports: frame.waiting });
    }
  }

  return {
    take,
    welcomed(welcome, fresh) {
      // What waits of reports, and for whom, comes right after it.
      patch({ members: rosterOf(welcome.members), values: valuesOf(welcome.values), reports: 0 });
      if (fresh) patch({ reads: new Map() });
    },
    said,
    offline: () => show([]),
  };
}
