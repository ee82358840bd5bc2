// Where a request comes from, by what the platform says of it.

import * as v from "valibot";
import { type Region, regionOf } from "../rules/region.ts";

const degrees = v.optional(v.pipe(v.string(), v.transform(Number), v.finite()));
const whereaboutsSchema = v.object({ continent: v.optional(v.string()), longitude: degrees, latitude: degrees });

/** Undefined where nobody knows, as on a developer's machine. */
export function requestRegion({ cf }: Pick<Request, "cf">): Region | undefined {
  const whereabouts = v.safeParse(whereaboutsSchema, cf);
  return whereabouts.success ? regionOf(whereabouts.output) : undefined;
}
