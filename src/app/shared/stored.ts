// What this browser remembers. Storage may be forbidden (private windows, frames of other sites): then nothing is kept.

const PREFIX = "hubbub.";

export type StoredKey =
  | "name"
  | "theme"
  | "rooms"
  | "recent-rooms"
  | "guest-token"
  | "emoji"
  | "tone"
  | "density"
  | "language"
  | "sounds"
  | "do-not-disturb"
  | "made"
  | `${"draft" | "threads" | "title" | "notices" | "accent" | "unread"}.${string}`;

export function readStored(key: StoredKey): string | undefined {
  try {
    return localStorage.getItem(PREFIX + key) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Undefined forgets. */
export function writeStored(key: StoredKey, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, value);
  } catch {
    // Nothing is kept, and nothing else depends on it.
  }
}

/** How pages look here says nothing of anybody. */
const LOOKS: readonly string[] = ["theme", "density", "language"] satisfies readonly StoredKey[];

/** All that is kept of whoever was here. */
export function forgetAllStored(): void {
  try {
    const keys = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? "");
    for (const key of keys)
      if (key.startsWith(PREFIX) && !LOOKS.includes(key.slice(PREFIX.length))) localStorage.removeItem(key);
  } catch {
    // Nothing is kept.
  }
}

/** All that is kept of one room, of whatever kind: names of rooms and kinds have no dot in them. */
export function forgetStored(room: string): void {
  try {
    const keys = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? "");
    for (const key of keys) if (key.startsWith(PREFIX) && key.split(".")[2] === room) localStorage.removeItem(key);
  } catch {
    // Nothing is kept.
  }
}
