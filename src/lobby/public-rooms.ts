// The public rooms, as each of them last told: bounded in number and in age, and held in memory once they were read.

import type { Database } from "../storage/database.ts";
import type { RoomListing } from "../rules/room-listing.ts";

/** Rooms kept; past it the one in which nothing happened for longest goes. About 1 MB where all have long topics. */
const ROOMS_MAX = 1_000;
/** A room that was silent for so long is listed no more. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

type ListingRow = { name: string; title: string; topic: string; members: number; active_at: number };

/** Costs one row written for each telling, and reads the table once in a life of the object. */
export class PublicRooms {
  readonly #database: Database;
  #rooms: Map<string, RoomListing> | undefined;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Takes what a room tells. A time that has not come yet, by a clock ahead of ours, counts as now. */
  list(listing: RoomListing, now: number): void {
    const rooms = this.#read();
    const kept = { ...listing, activeAt: Math.min(listing.activeAt, now) };
    this.#database.exec(
      `INSERT INTO public_rooms (name, title, topic, members, active_at) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (name) DO UPDATE SET title = excluded.title, topic = excluded.topic,
           members = excluded.members, active_at = excluded.active_at`,
      kept.name,
      kept.title,
      kept.topic,
      kept.members,
      kept.activeAt,
    );
    rooms.set(kept.name, kept);
    this.#forget(now);
  }

  /** A room that is not listed stays so, at no cost. */
  unlist(name: string): void {
    if (!this.#read().has(name)) return;
    this.#database.exec("DELETE FROM public_rooms WHERE name = ?", name);
    this.#read().delete(name);
  }

  /** The most recently active first, `limit` at most. */
  newest(limit: number, now: number): RoomListing[] {
    return [...this.#read().values()]
      .filter((room) => room.activeAt > now - KEPT_MS)
      .sort(byActivity)
      .slice(0, limit);
  }

  #forget(now: number): void {
    const rooms = this.#read();
    const old = [...rooms.values()].filter((room) => room.activeAt <= now - KEPT_MS);
    const surplus = rooms.size <= ROOMS_MAX ? [] : [...rooms.values()].sort(byActivity).slice(ROOMS_MAX);
    for (const { name } of [...old, ...surplus]) this.unlist(name);
  }

  #read(): Map<string, RoomListing> {
    this.#rooms ??= new Map(
      this.#database
        .exec<ListingRow>("SELECT name, title, topic, members, active_at FROM public_rooms")
        .map(({ active_at: activeAt, ...room }) => [room.name, { ...room, activeAt }]),
    );
    return this.#rooms;
  }
}

/** By name where the times are the same, so that the order is one. */
function byActivity(one: RoomListing, other: RoomListing): number {
  return other.activeAt - one.activeAt || (one.name < other.name ? -1 : 1);
}
