// regions.ts: where people are, and how far the regions are from each other.

export type Region = "enam" | "wnam" | "sam" | "weur" | "apac" | "oc";
export type Place = Region | "here";

/** Assumed: no deployment was watched. By Cloudflare's location hints; Africa and the Middle East are counted to weur. */
export const PEOPLE: Readonly<Record<Region, number>> = {
  enam: 0.2,
  wnam: 0.1,
  sam: 0.1,
  weur: 0.3,
  apac: 0.25,
  oc: 0.05,
};

/**
 * Round trips between Amazon's regions (N. Virginia, Oregon, São Paulo, Frankfurt, Singapore, Sydney), in milliseconds, as averaged
 * in April 2017. Cloudflare publishes none between its own; cables have been added since, so these are high rather than low.
 */
export const ROUND_TRIP_SOURCE = "acomputerscientistlearnsaws.blogspot.com/2017/04/aws-regions.html";
const ROUND_TRIPS: readonly (readonly [Region, Region, number])[] = [
  ["enam", "wnam", 87],
  ["enam", "sam", 119.5],
  ["enam", "weur", 88.7],
  ["enam", "apac", 216.7],
  ["enam", "oc", 230],
  ["wnam", "sam", 182.7],
  ["wnam", "weur", 159.5],
  ["wnam", "apac", 161.4],
  ["wnam", "oc", 162.2],
  ["sam", "weur", 194.9],
  ["sam", "apac", 328.1],
  ["sam", "oc", 322.5],
  ["weur", "apac", 325.9],
  ["weur", "oc", 323.5],
  ["apac", "oc", 175.3],
];
const ONE_WAY = new Map(
  ROUND_TRIPS.flatMap(([one, other, ms]) => [
    [`${one} ${other}`, ms / 2] as const,
    [`${other} ${one}`, ms / 2] as const,
  ]),
);

/** `here` is a machine that everything runs on. */
export function oneWayMs(from: Place, to: Place, withinRegionMs: number): number {
  if (from === "here" || to === "here") return 0;
  return ONE_WAY.get(`${from} ${to}`) ?? withinRegionMs;
}
