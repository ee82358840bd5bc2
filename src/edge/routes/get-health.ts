// GET /api/health: the Worker runs, and which version of it.

import packageJson from "../../../package.json" with { type: "json" };
import type { Health } from "../../protocol/http.ts";

export function getHealth(): Response {
  const health: Health = { ok: true, version: packageJson.version };
  return Response.json(health);
}
