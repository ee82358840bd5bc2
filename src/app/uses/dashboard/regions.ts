// The regions that requests come from.

export const REGIONS = ["europe", "americas", "asia"] as const;
export type Region = (typeof REGIONS)[number];
