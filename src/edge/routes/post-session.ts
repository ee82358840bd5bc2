// POST /api/session: a guest's session, new or renewed.

import * as v from "valibot";
import type { Env } from "../../env.ts";
import { refusal } from "../../protocol/codec.ts";
import { ChatError } from "../../protocol/errors.ts";
import { sessionRequestSchema } from "../../protocol/http.ts";
import { admitGuest } from "../admit-guest.ts";
import { readJson } from "../body.ts";
import { ChallengeError } from "../challenge-error.ts";
import { type Guest, renewGuest } from "../guest.ts";
import { type Identity, identify } from "../identity.ts";
import { sessionAnswer } from "../session-answer.ts";
import { isChallenged, passChallenge } from "../turnstile.ts";

const OPERATION = "make session";

export async function postSession(request: Request, env: Env): Promise<Response> {
  const body = v.safeParse(sessionRequestSchema, (await readJson(request, OPERATION)) ?? {});
  if (!body.success) throw refusal(`unable to ${OPERATION}`, body.issues[0]);
  const now = Date.now();
  const known = renewableGuest(await identify(request, env, now));
  const { name, challenge } = body.output;
  const guest = known === undefined ? await newcomer(request, env, name, challenge, now) : renewGuest(known, now, name);
  return sessionAnswer(request, env, guest);
}

/** Takes one of the network's places before Turnstile is asked: nobody has it asked without end. */
async function newcomer(
  request: Request,
  env: Env,
  name: string | undefined,
  challenge: string | undefined,
  now: number,
): Promise<Guest> {
  if (!isChallenged(env)) return admitGuest(request, env, name, now);
  if (challenge === undefined)
    throw new ChallengeError("forbidden", OPERATION, "new guests pass the challenge at /challenge first");
  const guest = admitGuest(request, env, name, now);
  await passChallenge(request, env, challenge, OPERATION);
  return guest;
}

/**
 * A bad cookie is no obstacle here, but the reason to come: its page can neither read nor drop it. A bad token that was
 * given on purpose is refused like everywhere.
 */
function renewableGuest(identity: Identity): Guest | undefined {
  switch (identity.kind) {
    case "none":
      return undefined;
    case "known":
      if (identity.guest !== undefined) return identity.guest;
      throw new ChatError("forbidden", `unable to ${OPERATION}; this session is a host site's, which renews it`);
    case "refused":
      if (identity.renewable !== undefined || identity.given.via === "cookie") return identity.renewable;
      throw identity.error;
  }
}
