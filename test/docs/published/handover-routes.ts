// handover-routes.ts: the HTTP routes that hand a session on.

import { ref } from "./json.ts";
import { jsonAnswer, type Route } from "./route.ts";

const GIVEN = { ...jsonAnswer("Session", "the session; the token is a cookie too"), headers: ["Set-Cookie"] } as const;

export const HANDOVER_ROUTES: readonly Route[] = [
  {
    method: "post",
    path: "/api/session/device",
    id: "makeDeviceCode",
    tag: "sessions",
    rules: "R9-23",
    caller: "member",
    says: "gives a one-use code that makes another device the same guest",
    answers: { 201: jsonAnswer("DeviceCode", "the code, told once") },
    refusals: ["forbidden", "rate_limited"],
  },
  {
    method: "post",
    path: "/api/session/device/claim",
    id: "claimDeviceCode",
    tag: "sessions",
    rules: "R9-23",
    caller: "open",
    says: "gives a session of the guest that a code stands for",
    body: { schema: ref("DeviceClaim") },
    answers: { 201: GIVEN },
    refusals: ["not_found", "rate_limited"],
  },
  {
    method: "post",
    path: "/api/session/operator",
    id: "becomeOperator",
    tag: "sessions",
    rules: "R9-24",
    caller: "reader",
    says: "makes the caller's session an operator's, by a link of `npm run operator`",
    body: { schema: ref("OperatorRequest") },
    answers: { 201: GIVEN },
    refusals: ["not_found", "forbidden", "rate_limited"],
  },
];
