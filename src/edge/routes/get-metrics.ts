// GET /api/metrics: what the deployment counts, in Prometheus' text format, for operators and whoever has METRICS_TOKEN.

import type { Env } from "../../env.ts";
import type { Tallied } from "../../lobby/tallied.ts";
import { ChatError } from "../../protocol/errors.ts";
import { bearerHeader } from "../given-token.ts";
import { askLobby } from "../lobby-object.ts";
import { metricsOf } from "../metrics.ts";
import { encodeMetrics, PROMETHEUS_TYPE } from "../prometheus.ts";
import { requireOperator } from "../require-operator.ts";
import { isSameSecret } from "../secret.ts";

const OPERATION = "show metrics";
/** A shorter token can be guessed by trying. */
const TOKEN_LENGTH_MIN = 32;

export async function getMetrics(request: Request, env: Env): Promise<Response> {
  if (!(await hasMetricsToken(request, env))) await requireOperator(request, env, OPERATION);
  return new Response(encodeMetrics(metricsOf(await talliedOf(env))), { headers: { "content-type": PROMETHEUS_TYPE } });
}

/** Throws where the token of the deployment is too short to be one. */
async function hasMetricsToken(request: Request, env: Env): Promise<boolean> {
  const token = env.METRICS_TOKEN;
  if (token === undefined || token === "") return false;
  if (token.length < TOKEN_LENGTH_MIN)
    throw new Error(`METRICS_TOKEN must have ${TOKEN_LENGTH_MIN} characters or more`);
  const given = bearerHeader(request);
  return given !== undefined && isSameSecret(given, token);
}

async function talliedOf(env: Env): Promise<Tallied> {
  try {
    return await askLobby<Tallied>(env, (lobby) => lobby.tallied());
  } catch (cause) {
    throw new ChatError("overloaded", `unable to ${OPERATION}; what rooms told is out of reach`, {
      cause,
      retryAfterMs: 2_000,
    });
  }
}
