// Command ids: unique for ever, made without `crypto.randomUUID`, which plain HTTP pages lack.

/** 128 random bits as hex. */
export function createId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
