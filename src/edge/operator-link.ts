// One-use links that make a session an operator's: signed with OPERATOR_KEY, which itself never leaves its owner.

import { base64url } from "jose";
import { OPERATOR_LINK_MS } from "../protocol/limits.ts";

/** The clock of whoever makes links may be this far ahead. */
const CLOCK_SKEW_MS = 60_000;
/** nonce, end in seconds, signature. `src/operator/make-link.ts` writes it. */
const LINK = /^([A-Za-z0-9_-]{22})\.(\d{1,12})\.([A-Za-z0-9_-]{43})$/;

export type OperatorLink = { readonly nonce: string; readonly until: number };

/** Gives the link where the key signed it and its time is not over. */
export async function verifyOperatorLink(key: string, text: string, now: number): Promise<OperatorLink | undefined> {
  const [, nonce = "", seconds = "", signature = ""] = LINK.exec(text) ?? [];
  const until = Number(seconds) * 1000;
  if (until <= now || until > now + OPERATOR_LINK_MS + CLOCK_SKEW_MS) return undefined;
  const encoder = new TextEncoder();
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const mac = await crypto.subtle.importKey("raw", encoder.encode(key), algorithm, false, ["verify"]);
  const signed = encoder.encode(`hubbub/1/operator.${nonce}.${seconds}`);
  const isRight = await crypto.subtle.verify("HMAC", mac, new Uint8Array(base64url.decode(signature)), signed);
  return isRight ? { nonce, until } : undefined;
}
