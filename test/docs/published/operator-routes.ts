// operator-routes.ts: the routes of those who operate the deployment.

import { jsonAnswer, type Route } from "./route.ts";

export const OPERATOR_ROUTES: readonly Route[] = [
  {
    method: "get",
    path: "/api/metrics",
    id: "getMetrics",
    tag: "operators",
    rules: "R9.3-1, R9.3-4, R9.3-5",
    caller: "member",
    says: "gives metrics in Prometheus' text format 0.0.4, to operators and to whoever has `METRICS_TOKEN`",
    answers: { 200: { says: "the metrics", type: "text/plain", schema: { type: "string" } } },
    refusals: ["forbidden", "overloaded"],
  },
  {
    method: "get",
    path: "/api/operator/rooms",
    id: "getOperatorRooms",
    tag: "operators",
    rules: "R9.3-1, R9.3-2, R9.3-3, R9.3-5",
    caller: "member",
    says: "tells operators what the rooms of the deployment told of themselves",
    answers: { 200: jsonAnswer("OperatorReport", "the figures") },
    refusals: ["forbidden", "overloaded"],
  },
];
