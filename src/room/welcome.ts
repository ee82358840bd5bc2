// The first frame of a connection and the answer to `resume`: where the room stands, and what was missed.

import { parseCursor } from "../protocol/cursor.ts";
import type { Members, WelcomeFrame } from "../protocol/frames/welcome.ts";
import { joinObjects } from "../protocol/join-objects.ts";
import { SNAPSHOT_MESSAGES, WELCOME_LIMITS } from "../protocol/limits.ts";
import { PROTOCOL_VERSION } from "../protocol/version.ts";
import { reconnectSpreadMs } from "../rules/reconnect-spread.ts";
import { encodeEvents, measure, type Measured } from "../sockets/event-frames.ts";
import type { MessagePage } from "../storage/messages.ts";
import type { RoomContext } from "./context.ts";
import { shownSettings } from "./shown-settings.ts";
import type { Values } from "./values.ts";

type Welcomed = {
  readonly room: string;
  readonly memberId: string;
  readonly since: string | undefined;
  readonly you: WelcomeFrame["you"];
  readonly members: Members;
  /** How many sockets the room holds. */
  readonly connections: number;
  readonly session: WelcomeFrame["session"];
};

export class Welcomes {
  readonly #room: RoomContext;
  readonly #values: Values;
  /** The snapshot of a head, encoded once for all who enter before the next event. */
  #snapshot:
    | { readonly epoch: string; readonly head: number; readonly text: string; readonly page: MessagePage }
    | undefined;

  constructor(room: RoomContext, values: Values) {
    this.#room = room;
    this.#values = values;
  }

  /** The frames in order: a welcome, and what was missed where the cursor is honoured. */
  encode(to: Welcomed): Measured[] {
    const { epoch, head } = this.#room.log;
    const since = to.since === undefined ? undefined : parseCursor(to.since);
    const missed = since === undefined ? undefined : this.#room.log.tail(since);
    const welcome = JSON.stringify({
      type: "welcome",
      protocol: PROTOCOL_VERSION,
      room: shownSettings(to.room, this.#room.settings.of(to.room)),
      epoch,
      head,
      recovered: missed !== undefined,
      you: to.you,
      ...(to.session === undefined ? {} : { session: to.session }),
      values: this.#values.all,
      members: to.members,
      limits: { ...WELCOME_LIMITS, reconnectSpreadMs: reconnectSpreadMs(to.connections) },
    } satisfies WelcomeFrame);
    if (missed !== undefined) return [measure(welcome), ...encodeEvents(missed)];
    const snapshot = this.#snapshotOf(epoch, head);
    const mine = this.#room.reactions.mine(to.memberId, snapshot.page.first, snapshot.page.last);
    const myVotes = this.#room.votes.mine(to.memberId, snapshot.page.first, snapshot.page.last);
    return [measure(joinObjects(joinObjects(welcome, snapshot.text), JSON.stringify({ mine, myVotes })))];
  }

  #snapshotOf(epoch: string, head: number): { readonly text: string; readonly page: MessagePage } {
    if (this.#snapshot?.epoch !== epoch || this.#snapshot.head !== head) {
      const page = this.#room.messages.page({ limit: SNAPSHOT_MESSAGES });
      const text = `{"snapshot":{"messages":[${page.messages.join(",")}],"more":${page.more}}}`;
      this.#snapshot = { epoch, head, text, page };
    }
    return this.#snapshot;
  }
}
