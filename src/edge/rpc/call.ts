// One call of the service: the request that it came by, and the deployment that it is for.

import { createContextKey, type HandlerContext } from "@connectrpc/connect";
import type { Env } from "../../env.ts";
import type { RoutedRequest } from "../routed-request.ts";

export type Call = { readonly request: RoutedRequest; readonly env: Env };

/** Connect hands on headers and an address; who asks is found from the whole request. */
export const CALL = createContextKey<Call | undefined>(undefined, { description: "the request and its deployment" });

export function callOf(context: HandlerContext): Call {
  const call = context.values.get(CALL);
  if (call === undefined) throw new Error("a method was called without its request");
  return call;
}
