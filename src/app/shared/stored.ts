// What this browser remembers. Storage may be forbidden (private windows, frames of other sites): then nothing is kept.

const PREFIX = "hubbub.";

export type StoredKey =
  | "name"
  | "theme"
  | "rooms"
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
