// GET /api/session: who am I.

import type { Env } from "../../env.ts";
import type { WhoAmI } from "../../protocol/http.ts";
import { requireHolder } from "../identity.ts";

export async function getSession(request: Request, env: Env): Promise<Response> {
  const holder = await requireHolder(request, env, "tell who this is");
  const whoAmI: WhoAmI = {
    member: { id: holder.id, name: holder.name },
    expiresAt: holder.expiresAt,
    ...(holder.operator === true ? { operator: true } : {}),
  };
  return Response.json(whoAmI);
}
