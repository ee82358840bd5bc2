// What a room knows a network by: its prefix under a key of this deployment, from which nobody can tell the address.

import type { Env } from "../env.ts";
import { ChatError } from "../protocol/errors.ts";
import { signingKeys } from "./keys.ts";
import { memoryOf } from "./memory.ts";
import { networkOf } from "./network-prefix.ts";

/** Marks remembered; past it the one that came first is made again when it is needed. */
const MARKS_MAX = 10_000;
/** 96 bits tell networks apart, and are short in what a room keeps. */
const MARK_BYTES = 12;

const encoder = new TextEncoder();

/** Undefined where the network is not told, or where the key is out of reach: then nothing counts by network. */
export async function networkMark(request: Request, env: Env): Promise<string | undefined> {
  const prefix = networkOf(request);
  if (prefix === undefined) return undefined;
  const { networkMarks } = memoryOf(env);
  const known = networkMarks.get(prefix);
  if (known !== undefined) return known;
  try {
    const { network } = await signingKeys(env);
    const digest = await crypto.subtle.sign("HMAC", network, encoder.encode(prefix));
    const mark = toBase64Url(new Uint8Array(digest, 0, MARK_BYTES));
    if (networkMarks.size >= MARKS_MAX) networkMarks.clear();
    networkMarks.set(prefix, mark);
    return mark;
  } catch (error) {
    if (error instanceof ChatError && error.code === "overloaded") return undefined;
    throw error;
  }
}

function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_");
}
