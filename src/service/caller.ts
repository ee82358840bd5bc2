// Who calls through a service binding: whoever the caller says, or the member of a token that it passes on.

import * as v from "valibot";
import { principalOfToken } from "../edge/identity.ts";
import type { Env } from "../env.ts";
import { refusal } from "../protocol/codec.ts";
import { ChatError } from "../protocol/errors.ts";
import { SESSION_MS } from "../protocol/limits.ts";
import { displayNameSchema } from "../protocol/schemas.ts";
import { isMemberId } from "../protocol/text.ts";
import type { Principal } from "../rules/entry.ts";
import { SERVICE_PREFIX } from "../rules/permissions.ts";

const namedSchema = v.object({
  /** The member is `s_` and this. */
  id: v.pipe(
    v.string("must be a string"),
    v.check((id) => id !== "" && isMemberId(SERVICE_PREFIX + id), "must be 1–126 of A–Z, a–z, 0–9, _ . : @ and -"),
  ),
  name: displayNameSchema,
});
/** What a caller says of itself, as an argument or as the props of its binding. */
export type Named = v.InferInput<typeof namedSchema>;

const tokenSchema = v.object({ token: v.string("must be a string") });
/** A session token stands for its member, as it does in `Authorization`. */
export type Caller = Named | v.InferInput<typeof tokenSchema>;

/** `hidden`: a program that listens is not somebody who is here; the member of a token is. */
export type Known = { readonly principal: Principal; readonly hidden: boolean };

/**
 * Who asks: the argument where there is one, else the props of the binding. Throws `invalid`, and what a bad token is
 * refused with. Undefined where neither says who.
 */
export async function knownCaller(
  env: Env,
  room: string,
  operation: string,
  given: unknown,
  props: unknown,
): Promise<Known | undefined> {
  const caller = given ?? props;
  if (caller === undefined || caller === null || isEmpty(caller)) return undefined;
  if (v.is(tokenSchema, caller)) return { principal: await principalOfToken(env, caller.token, room), hidden: false };
  const named = v.safeParse(namedSchema, caller);
  if (!named.success) throw refusal(`unable to ${operation}; who calls`, named.issues[0]);
  return { principal: servicePrincipal(SERVICE_PREFIX + named.output.id, named.output.name), hidden: true };
}

/** A caller that did not say who it is, and only looks. */
export function anonymous(): Known {
  return { principal: servicePrincipal(SERVICE_PREFIX, ""), hidden: true };
}

export function requireCaller(known: Known | undefined, operation: string): Known {
  if (known !== undefined) return known;
  throw new ChatError("invalid", `unable to ${operation}; the caller must say who it is: {id, name} or {token}`);
}

/** The binding vouches for it: a member in every room, private ones too, and no more than that. */
function servicePrincipal(id: string, name: string): Principal {
  return { id, name, expiresAt: Date.now() + SESSION_MS, role: "member" };
}

/** A binding without props has empty ones. */
function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}
