// Who one is to the server, asked over HTTP: there reading makes nobody a guest, so this does where one is to be one.

import * as v from "valibot";
import { sessionResponseSchema, whoAmISchema } from "../../protocol/http.ts";
import type { Author } from "../../protocol/schemas.ts";
import type { Passage } from "./passage.ts";
import { requestJson } from "./request.ts";

/** Throws `unauthenticated` or `expired` where there is no valid session, `rate_limited` for too many new guests. */
export async function identify(passage: Passage, signal: AbortSignal): Promise<Author> {
  const { sessions } = passage;
  if (sessions.carries !== "nothing")
    return v.parse(whoAmISchema, await requestJson(passage, "/api/session", { signal })).member;
  const { guestName: name } = sessions;
  const body = JSON.stringify(name === undefined ? {} : { name });
  const session = v.parse(sessionResponseSchema, await requestJson(passage, "/api/session", { body, signal }));
  sessions.use(session);
  return session.member;
}
