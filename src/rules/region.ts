// Where in the world somebody is, as the platform names places for objects (`locationHint`).

export const REGIONS = [
  "wnam",
  "enam",
  "sam",
  "weur",
  "eeur",
  "apac",
  "apac-ne",
  "apac-se",
  "oc",
  "afr",
  "me",
] as const;
export type Region = (typeof REGIONS)[number];

/** Degrees; undefined where the platform does not know. */
export type Whereabouts = {
  readonly continent?: string | undefined;
  readonly longitude?: number | undefined;
  readonly latitude?: number | undefined;
};

const OF_CONTINENT: ReadonlyMap<string, Region> = new Map([
  ["SA", "sam"],
  ["AF", "afr"],
  ["OC", "oc"],
]);

/** Coarse on purpose: a relay for each corner of the world would hold too few to be worth its calls. */
export function regionOf({ continent = "", longitude = 0, latitude = 0 }: Whereabouts): Region | undefined {
  if (continent === "NA") return longitude < -100 ? "wnam" : "enam";
  if (continent === "EU") return longitude > 20 ? "eeur" : "weur";
  if (continent !== "AS") return OF_CONTINENT.get(continent);
  if (longitude < 60) return "me";
  if (longitude < 90) return "apac";
  return latitude > 20 ? "apac-ne" : "apac-se";
}

export function isRegion(name: string): name is Region {
  return REGIONS.some((region) => region === name);
}
