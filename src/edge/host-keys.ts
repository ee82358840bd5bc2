// The keys that a host site signs its members' tokens with: AUTH_SECRET itself, or those of AUTH_JWKS (contract 11).

import { createLocalJWKSet, createRemoteJWKSet, errors, type JWTVerifyGetKey } from "jose";
import * as v from "valibot";
import type { Env } from "../env.ts";
import { ChatError } from "../protocol/errors.ts";

/** Keys of a URL are kept this long, and asked for again when a token names one that is not among them. */
const KEYS_KEPT_MS = 10 * 60_000;
/** Between two asks for a key that is not there: a flood of tokens with made-up keys asks the host site for nothing. */
const ASK_AGAIN_MS = 30_000;
const HOST_WAIT_MS = 3_000;

export type HostKeys = JWTVerifyGetKey;

const documentSchema = v.object({ keys: v.array(v.looseObject({ kty: v.string() })) });

/** One for each value of AUTH_JWKS that this isolate saw: jose keeps and renews the keys behind it. */
const keySets = new Map<string, JWTVerifyGetKey>();

export function hasJwks(env: Env): boolean {
  return env.AUTH_JWKS !== undefined && env.AUTH_JWKS.trim() !== "";
}

/** Gives the key that a token names. Throws where AUTH_JWKS is neither an https address nor a document of keys. */
export function jwksOf(env: Env): JWTVerifyGetKey {
  const text = (env.AUTH_JWKS ?? "").trim();
  const known = keySets.get(text);
  if (known !== undefined) return known;
  const keys = text.startsWith("{") ? createLocalJWKSet(parseDocument(text)) : remote(text);
  keySets.set(text, keys);
  return keys;
}

function parseDocument(text: string): v.InferOutput<typeof documentSchema> {
  try {
    return v.parse(documentSchema, JSON.parse(text));
  } catch (cause) {
    throw new Error("AUTH_JWKS must be a JWKS document or its address", { cause });
  }
}

function remote(text: string): JWTVerifyGetKey {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isLocal = url?.protocol === "http:" && (url.hostname === "localhost" || url.hostname === "127.0.0.1");
  if (url === undefined || (url.protocol !== "https:" && !isLocal))
    throw new Error("AUTH_JWKS must be a JWKS document or its https address");
  return remoteKeys(url);
}

/** The keys at an address, fetched on first need. Throws `overloaded` where they are out of reach. */
export function remoteKeys(url: URL): HostKeys {
  const keys = createRemoteJWKSet(url, {
    cacheMaxAge: KEYS_KEPT_MS,
    cooldownDuration: ASK_AGAIN_MS,
    timeoutDuration: HOST_WAIT_MS,
  });
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error;
      throw new ChatError("overloaded", "unable to verify session; the host site's keys are out of reach", {
        cause: error,
        retryAfterMs: 5_000,
      });
    }
  };
}
