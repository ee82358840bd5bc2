// The values of a room: the newest state of each key, told merged, kept in memory and stored now and then.

import { ChatError } from "../protocol/errors.ts";
import type { Value } from "../protocol/frames/values.ts";
import { VALUE_KEYS_MAX, VALUES_BYTES } from "../protocol/limits.ts";
import type { Author } from "../protocol/schemas.ts";
import { utf8Length } from "../protocol/text.ts";
import type { KeptValues } from "../storage/kept-values.ts";

/** The first change after quiet is stored so much later: half of 10 s (contract 13) comes well before a sleep. */
const STORE_AFTER_MS = 5_000;
/** While changes go on: the row and its alarm, once in so long (architecture, budgets). */
const STORE_EVERY_MS = 10_000;

export class Values {
  readonly #kept: KeptValues;
  #held: Map<string, Value> | undefined;
  /** Bytes of what is held, as JSON with the keys. */
  #bytes = 0;
  /** What was cleared lately, for whoever has not been told yet. */
  readonly #cleared = new Map<string, Value>();
  #changed = new Set<string>();
  #storeAt: number | undefined;
  #storedAt = 0;

  constructor(kept: KeptValues) {
    this.#kept = kept;
  }

  get hasNews(): boolean {
    return this.#changed.size > 0;
  }

  /** When what changed is to be stored; undefined where nothing is. Milliseconds since the Unix epoch. */
  get storeAt(): number | undefined {
    return this.#kept.canKeep ? this.#storeAt : undefined;
  }

  /** Sets a key, or clears it with null. Throws `too_large` past 256 keys or 64 KiB. */
  put(key: string, value: unknown, by: Author, now: number): void {
    const values = this.#values;
    const before = values.get(key);
    const isCleared = value === null;
    if (isCleared && before === undefined) return;
    const bytes =
      this.#bytes - (before === undefined ? 0 : sizeOf(key, before.value)) + (isCleared ? 0 : sizeOf(key, value));
    if (!isCleared && before === undefined && values.size >= VALUE_KEYS_MAX)
      throw new ChatError("too_large", `unable to put value; a room has at most ${VALUE_KEYS_MAX} keys`);
    if (!isCleared && bytes > VALUES_BYTES)
      throw new ChatError("too_large", `unable to put value; a room's values have at most ${VALUES_BYTES} bytes`);
    this.#bytes = bytes;
    this.#cleared.delete(key);
    if (isCleared) {
      values.delete(key);
      this.#rememberCleared(key, { value: null, at: now, by });
    } else values.set(key, { value, at: now, by });
    this.#changed.add(key);
    this.#storeLater(now);
  }

  /** Takes a member's name from what they put; the values stay. */
  eraseAuthor(member: string, now: number): void {
    for (const [key, value] of this.#values) {
      if (value.by.id !== member || value.by.name === "") continue;
      this.#values.set(key, { ...value, by: { id: member, name: "" } });
      this.#storeLater(now);
    }
    for (const [key, { by }] of this.#cleared) if (by.id === member) this.#cleared.delete(key);
  }

  /** All that are set. */
  get all(): Record<string, Value> {
    return Object.fromEntries(this.#values);
  }

  /** The keys that changed since the last time. */
  takeNews(): ReadonlySet<string> {
    const changed = this.#changed;
    this.#changed = new Set();
    return changed;
  }

  /** The newest of these keys; null stands for one that was cleared. */
  newest(keys: Iterable<string>): Record<string, Value> {
    const newest: Record<string, Value> = {};
    for (const key of keys) {
      const value = this.#values.get(key) ?? this.#cleared.get(key);
      if (value !== undefined) newest[key] = value;
    }
    return newest;
  }

  /** All that are set, and null for those that were cleared lately. */
  get newestOfAll(): Record<string, Value> {
    return { ...Object.fromEntries(this.#cleared), ...this.all };
  }

  /** Writes one row, in a room that has a log. */
  store(now: number): void {
    if (this.#storeAt === undefined) return;
    this.#storeAt = undefined;
    this.#storedAt = now;
    this.#kept.keep(this.#values);
  }

  #storeLater(now: number): void {
    // A clock that steps back must not put it off.
    this.#storeAt ??= Math.min(Math.max(now + STORE_AFTER_MS, this.#storedAt + STORE_EVERY_MS), now + STORE_EVERY_MS);
  }

  #rememberCleared(key: string, value: Value): void {
    this.#cleared.set(key, value);
    if (this.#cleared.size <= VALUE_KEYS_MAX) return;
    for (const oldest of this.#cleared.keys()) {
      this.#cleared.delete(oldest);
      return;
    }
  }

  get #values(): Map<string, Value> {
    if (this.#held === undefined) {
      this.#held = new Map(this.#kept.load());
      for (const [key, { value }] of this.#held) this.#bytes += sizeOf(key, value);
    }
    return this.#held;
  }
}

function sizeOf(key: string, value: unknown): number {
  return key.length + utf8Length(JSON.stringify(value));
}
