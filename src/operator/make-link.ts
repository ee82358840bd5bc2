// Makes the one-use link that turns a browser's session into an operator's. The Worker checks it: src/edge/operator-link.ts.

import { createHmac, randomBytes } from "node:crypto";

/** As long as the Worker takes it (contract 9). */
const LIVES_MS = 10 * 60_000;

/** What is signed and how is the same on both sides; the key is nowhere in the link. */
export function makeOperatorLink(origin: string, key: string, now: number): string {
  const nonce = randomBytes(16).toString("base64url");
  const seconds = Math.floor((now + LIVES_MS) / 1000);
  const signature = createHmac("sha256", key).update(`hubbub/1/operator.${nonce}.${seconds}`).digest("base64url");
  return `${origin}/#operator=${nonce}.${seconds}.${signature}`;
}

/** 256 random bits. */
export function newOperatorKey(): string {
  return randomBytes(32).toString("hex");
}
