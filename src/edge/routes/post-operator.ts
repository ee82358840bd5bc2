// POST /api/session/operator: makes the caller's session an operator's, by a one-use link signed with OPERATOR_KEY.

import * as v from "valibot";
import type { Env } from "../../env.ts";
import { refusal } from "../../protocol/codec.ts";
import { ChatError } from "../../protocol/errors.ts";
import { operatorRequestSchema } from "../../protocol/http-session.ts";
import { OPERATOR_MS } from "../../protocol/limits.ts";
import { readJson } from "../body.ts";
import { asOperator, type Guest, newGuest } from "../guest.ts";
import { makeGuestName } from "../guest-name.ts";
import { identify } from "../identity.ts";
import { limitHandover } from "../limit-handover.ts";
import { askLobby } from "../lobby-object.ts";
import { verifyOperatorLink } from "../operator-link.ts";
import { sessionAnswer } from "../session-answer.ts";

const OPERATION = "make operator";
/** A shorter key can be guessed by trying. */
const KEY_LENGTH_MIN = 32;

/** 201. `not_found` where there is no key, and for a link that is wrong, used or expired alike. */
export async function postOperator(request: Request, env: Env): Promise<Response> {
  const key = operatorKey(env);
  if (key === undefined) throw noLink();
  const body = v.safeParse(operatorRequestSchema, await readJson(request, OPERATION));
  if (!body.success) throw refusal(`unable to ${OPERATION}`, body.issues[0]);
  const now = Date.now();
  limitHandover(request, env, OPERATION, now);
  const link = await verifyOperatorLink(key, body.output.link, now);
  if (link === undefined) throw noLink();
  // Before the link is used up: whoever cannot be one may come again otherwise.
  const guest = await guestOf(request, env, now);
  if (!(await spend(env, link.nonce, link.until))) throw noLink();
  return sessionAnswer(request, env, asOperator(guest, now + OPERATOR_MS, now));
}

/** Undefined where the deployment has no operators by link. Throws where the key is too short to be one. */
function operatorKey(env: Env): string | undefined {
  const key = env.OPERATOR_KEY;
  if (key === undefined || key === "") return undefined;
  if (key.length < KEY_LENGTH_MIN) throw new Error(`OPERATOR_KEY must have ${KEY_LENGTH_MIN} characters or more`);
  return key;
}

/** The guest of the session, or a new one. A bad cookie is no obstacle: its page can neither read nor drop it. */
async function guestOf(request: Request, env: Env, now: number): Promise<Guest> {
  const identity = await identify(request, env, now);
  if (identity.kind === "known" && identity.guest === undefined)
    throw new ChatError(
      "forbidden",
      `unable to ${OPERATION}; this session is a host site's: ADMINS can name its member`,
    );
  if (identity.kind === "refused" && identity.given.via !== "cookie") throw identity.error;
  const known = identity.kind === "known" ? identity.guest : undefined;
  return known ?? newGuest(makeGuestName(), now);
}

async function spend(env: Env, nonce: string, until: number): Promise<boolean> {
  try {
    return await askLobby(env, (lobby) => lobby.spendLink(nonce, until));
  } catch (cause) {
    throw new ChatError("overloaded", `unable to ${OPERATION}; the link cannot be checked now`, {
      cause,
      retryAfterMs: 2_000,
    });
  }
}

function noLink(): ChatError {
  return new ChatError("not_found", `unable to ${OPERATION}; there is no such link, or it was used or has expired`);
}
