// GET /api/session: who am I.

import type { Env } from "../../env.ts";
import type { WhoAmI } from "../../protocol/http.ts";
import { requireGuest } from "../identity.ts";

export async function getSession(request: Request, env: Env): Promise<Response> {
  const guest = await requireGuest(request, env, "tell who this is");
  const whoAmI: WhoAmI = { member: { id: guest.id, name: guest.name }, expiresAt: guest.expiresAt };
  return Response.json(whoAmI);
}
