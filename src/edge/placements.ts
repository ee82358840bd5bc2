// Which relay a room sent somebody to, remembered for a moment: a crowd that comes at once need not ask the room each.

/** A relay that is full says so, and a room that shrank is asked again soon. */
const FRESH_MS = 3_000;
const ROOMS_MAX = 1_000;

type Placement = { readonly relay: string; readonly until: number };

export class Placements {
  readonly #held = new Map<string, Placement>();

  find(room: string, region: string | undefined, now: number): string | undefined {
    const placement = this.#held.get(keyOf(room, region));
    return placement !== undefined && placement.until > now ? placement.relay : undefined;
  }

  keep(room: string, region: string | undefined, relay: string, now: number): void {
    if (this.#held.size >= ROOMS_MAX) this.#held.clear();
    this.#held.set(keyOf(room, region), { relay, until: now + FRESH_MS });
  }

  forget(room: string, region: string | undefined): void {
    this.#held.delete(keyOf(room, region));
  }
}

function keyOf(room: string, region: string | undefined): string {
  return `${room}/${region ?? ""}`;
}
