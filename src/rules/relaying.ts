// What a room and the relays that hold sockets for it tell each other over RPC. A relay trusts its room, and is trusted by it.

import type { Cursor } from "../protocol/cursor.ts";
import type { EntryDraft } from "./entry.ts";

/** The status of the answer to an upgrade that belongs elsewhere, which only the edge ever sees. */
export const MISDIRECTED = 421;
/** On that answer: the relay that is to be asked. */
export const RELAY_HEADER = "x-hubbub-relay";
/** On an upgrade: relays that would not take it, separated by commas; `all` where the room is to take it in itself. */
export const REFUSED_BY_HEADER = "x-hubbub-refused-by";

/** One thing that happened at a relay, in the order of each connection. */
export type UpItem =
  /** Somebody comes. `covers`: the relay holds the events after that cursor, and sends them itself. */
  | { readonly kind: "enter"; readonly connection: string; readonly entry: EntryDraft; readonly covers?: string }
  | { readonly kind: "frame"; readonly connection: string; readonly text: string; readonly covers?: string }
  /** `attachment` is what the relay kept of one that was let in, as JSON. */
  | { readonly kind: "left"; readonly connection: string; readonly attachment?: string };

/** `life` and `number` tell one that is sent again. `admitted`: how many connections the relay holds for the room. */
export type Ascent = {
  readonly life: string;
  readonly number: number;
  readonly admitted: number;
  readonly items: readonly UpItem[];
};

/** One thing for a relay to do, in the order of the room. Texts are frames as they go over the wire. */
export type DownItem =
  /** To everybody: events as JSON. `upTo` is the place after them; `epoch` is given where the log began with them. */
  | { readonly kind: "events"; readonly events: readonly string[]; readonly upTo: Cursor; readonly epoch?: string }
  | { readonly kind: "frame"; readonly text: string }
  | { readonly kind: "signal"; readonly text: string; readonly from?: string }
  /** The newest values of the keys that changed, as a JSON object; `{}` where what is owed is to be offered again. */
  | { readonly kind: "values"; readonly text: string }
  /** What the relay keeps for a connection over a sleep, as JSON. The first one admits it. */
  | { readonly kind: "keep"; readonly connection: string; readonly attachment: string }
  /** What all welcomes that follow have in common, as JSON objects; `snapshot` for those that recover nothing. */
  | { readonly kind: "shared"; readonly text: string }
  | { readonly kind: "snapshot"; readonly text: string }
  /** The rest of a welcome. `own` goes with the snapshot; else `after` is the seq whose successors the relay sends. */
  | {
      readonly kind: "welcome";
      readonly connection: string;
      readonly text: string;
      readonly own?: string;
      readonly after?: number;
    }
  | { readonly kind: "send"; readonly connection: string; readonly text: string }
  | { readonly kind: "close"; readonly connection: string; readonly code: number; readonly reason: string }
  /** Something in the log was erased: what is held of it is to be forgotten. */
  | { readonly kind: "forget" }
  /** Sends away all who were admitted, and these: they come back with their cursors. */
  | { readonly kind: "cut"; readonly connections: readonly string[] };

/** `place` is where the relay has to stand before it; undefined where it does not matter, and then it holds no events. */
export type Descent = {
  readonly life: string;
  readonly number: number;
  readonly place?: Cursor;
  readonly items: readonly DownItem[];
};

export type Landed =
  /** `isFresh`: the relay has no memory of what came before this, or lost something on its way up. */
  | { readonly kind: "done"; readonly isFresh: boolean; readonly admitted: number; readonly owesValues: boolean }
  /** Nothing was done: the relay stands elsewhere. */
  | { readonly kind: "gap"; readonly place: Cursor }
  /** Nothing was done: the relay holds connections, and does not know where they stand. */
  | { readonly kind: "lost" };

/** Whom a relay holds. `place` is undefined where it does not know it. */
export type Roll = {
  readonly place?: Cursor;
  readonly seats: readonly { readonly connection: string; readonly attachment: string }[];
};

/** Says that another one is to take an upgrade: this relay, or whoever the room names. */
export function misdirected(relay?: string): Response {
  return new Response(null, { status: MISDIRECTED, headers: relay === undefined ? {} : { [RELAY_HEADER]: relay } });
}

/** A relay's name says whose it is, and where: `room/region/number`. */
export function relayName(room: string, region: string, index: number): string {
  return `${room}/${region}/${index}`;
}

export function parseRelayName(name: string): { readonly room: string; readonly region: string } {
  const [room, region] = name.split("/");
  if (room === undefined || region === undefined) throw new Error("a relay without a name was asked");
  return { room, region };
}
