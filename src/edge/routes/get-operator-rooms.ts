// GET /api/operator/rooms: what the rooms of the deployment told of themselves, for operators (contract 9.3).

import type { Env } from "../../env.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { OperatorNews, OperatorReport } from "../../protocol/operating.ts";
import { FREE_PLAN } from "../../rules/free-plan.ts";
import { OPERATORS_KEY, OPERATORS_ROOM } from "../../rules/operators-room.ts";
import { askLobby } from "../lobby-object.ts";
import { requireOperator } from "../require-operator.ts";

const OPERATION = "show rooms";

export async function getOperatorRooms(request: Request, env: Env): Promise<Response> {
  await requireOperator(request, env, OPERATION);
  const report: OperatorReport = {
    ...(await newsOf(env)),
    telemetry: env.TELEMETRY !== "off",
    follow: { room: OPERATORS_ROOM, key: OPERATORS_KEY },
    freePlan: FREE_PLAN,
  };
  return Response.json(report);
}

async function newsOf(env: Env): Promise<OperatorNews> {
  try {
    return await askLobby<OperatorNews>(env, (lobby) => lobby.watchRooms());
  } catch (cause) {
    throw new ChatError("overloaded", `unable to ${OPERATION}; what they told is out of reach`, {
      cause,
      retryAfterMs: 2_000,
    });
  }
}
