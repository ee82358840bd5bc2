// Whether HTTP works on the way to the deployment: tells a transport that cannot pass from a network that is gone.

import * as v from "valibot";
import type { Passage } from "./passage.ts";

const REACH_MS = 5000;

/** A page of somebody else, such as a hotel's, is no answer. */
const healthSchema = v.looseObject({ ok: v.literal(true) });

export async function isReachable({ environment, origin }: Pick<Passage, "environment" | "origin">): Promise<boolean> {
  const abort = new AbortController();
  const late = environment.setTimeout(() => abort.abort(), REACH_MS);
  try {
    const response = await environment.fetch(`${origin}/api/health`, {
      credentials: "omit",
      cache: "no-store",
      signal: abort.signal,
    });
    return v.is(healthSchema, await response.json());
  } catch {
    return false;
  } finally {
    environment.clearTimeout(late);
  }
}
