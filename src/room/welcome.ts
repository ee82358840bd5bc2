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
  readonly members: () => Members;
  /** How many connections there are. */
  readonly connections: number;
  readonly session: WelcomeFrame["session"];
};

/** What follows the part of a welcome that is the member's own. */
type Rest =
  /** The events after the cursor. */
  | { readonly kind: "missed"; readonly events: readonly string[] }
  /** Whoever holds the connection has them. */
  | { readonly kind: "covered"; readonly after: number }
  /** As JSON objects: what everybody gets, and the member's own. */
  | { readonly kind: "snapshot"; readonly text: string; readonly own: string };

/** A welcome in its pieces, JSON objects without common keys: what all have in common, and what is the member's own. */
export type Welcome = { readonly shared: () => string; readonly personal: string; readonly rest: Rest };

export class Welcomes {
  readonly #room: RoomContext;
  readonly #values: Values;
  /** The snapshot of a head, encoded once for all who enter before the next event. */
  #snapshot:
    | {
        readonly epoch: string;
        readonly head: number;
        readonly rewrites: number;
        readonly text: string;
        readonly page: MessagePage;
      }
    | undefined;

  constructor(room: RoomContext, values: Values) {
    this.#room = room;
    this.#values = values;
  }

  /** The frames in order: a welcome, and what was missed where the cursor is honoured. */
  encode(to: Welcomed): Measured[] {
    const { shared, personal, rest } = this.compose(to);
    const welcome = joinObjects(shared(), personal);
    if (rest.kind === "snapshot") return [measure(joinObjects(joinObjects(welcome, rest.text), rest.own))];
    return [measure(welcome), ...(rest.kind === "missed" ? encodeEvents(rest.events) : [])];
  }

  /** `covered` is a cursor whose successors somebody else will send. */
  compose(to: Welcomed, covered?: string): Welcome {
    const rest = this.#restOf(to, covered);
    const personal = JSON.stringify({
      recovered: rest.kind !== "snapshot",
      you: to.you,
      ...(to.session === undefined ? {} : { session: to.session }),
    } satisfies Partial<WelcomeFrame>);
    // It may be made a little later, and stands for the place of now.
    const { epoch, head } = this.#room.log;
    return { shared: () => this.#shared(to, epoch, head), personal, rest };
  }

  #shared({ room, members, connections }: Welcomed, epoch: string, head: number): string {
    return JSON.stringify({
      type: "welcome",
      protocol: PROTOCOL_VERSION,
      room: shownSettings(room, this.#room.settings.of(room)),
      epoch,
      head,
      values: this.#values.all,
      members: members(),
      limits: { ...WELCOME_LIMITS, reconnectSpreadMs: reconnectSpreadMs(connections) },
    } satisfies Partial<WelcomeFrame>);
  }

  #restOf({ since: text, memberId }: Welcomed, covered: string | undefined): Rest {
    const since = text === undefined ? undefined : parseCursor(text);
    const { epoch, head } = this.#room.log;
    if (since !== undefined && text === covered && since.epoch === epoch && since.seq <= head)
      return { kind: "covered", after: since.seq };
    const events = since === undefined ? undefined : this.#room.log.tail(since);
    if (events !== undefined) return { kind: "missed", events };
    const { text: snapshot, page } = this.#snapshotOf(epoch, head);
    const mine = this.#room.reactions.mine(memberId, page.first, page.last);
    const myVotes = this.#room.votes.mine(memberId, page.first, page.last);
    return { kind: "snapshot", text: snapshot, own: JSON.stringify({ mine, myVotes }) };
  }

  #snapshotOf(epoch: string, head: number): { readonly text: string; readonly page: MessagePage } {
    const { rewrites } = this.#room.log;
    const held = this.#snapshot;
    if (held?.epoch === epoch && held.head === head && held.rewrites === rewrites) return held;
    const page = this.#room.messages.page({ limit: SNAPSHOT_MESSAGES });
    const text = `{"snapshot":{"messages":[${page.messages.join(",")}],"more":${page.more}}}`;
    this.#snapshot = { epoch, head, rewrites, text, page };
    return this.#snapshot;
  }
}
