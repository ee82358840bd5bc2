// Where a new connection of a room goes, and where in the world that is.

import { describe, expect, test } from "vitest";
import { placementLimits, placeOf } from "../../../src/rules/placement.ts";
import { regionOf, type Whereabouts } from "../../../src/rules/region.ts";

const limits = { threshold: 20, capacity: 10, relays: 3 };
const relay = (name: string, connections: number) => ({ name: `room/${name}`, connections });

describe("R14-6 a connection goes", () => {
  test.for([
    { what: "into the room below its threshold", here: 19, relays: [], to: undefined },
    { what: "to a first relay from the threshold on", here: 20, relays: [], to: "room/weur/0" },
    {
      what: "to the fullest that has place",
      here: 20,
      relays: [relay("weur/0", 2), relay("weur/1", 9)],
      to: "room/weur/1",
    },
    { what: "to a new one where those near are full", here: 20, relays: [relay("weur/0", 10)], to: "room/weur/1" },
    { what: "to a new one where others are far", here: 20, relays: [relay("oc/0", 1)], to: "room/weur/0" },
    {
      what: "past one that refused",
      here: 20,
      relays: [relay("weur/0", 1)],
      refused: ["room/weur/0"],
      to: "room/weur/1",
    },
    {
      what: "far away once there are no more",
      here: 20,
      relays: ["oc/0", "oc/1", "sam/0"].map((name) => relay(name, 5)),
      to: "room/oc/0",
    },
    {
      what: "into the room once all are full",
      here: 20,
      relays: ["weur/0", "weur/1", "weur/2"].map((name) => relay(name, 10)),
      to: undefined,
    },
    { what: "to relays while much is left", here: 10, relays: [relay("weur/0", 5)], to: "room/weur/0" },
    { what: "into the room again once little is left", here: 10, relays: [relay("weur/0", 4)], to: undefined },
  ])("$what", ({ here, relays, refused = [], to }) => {
    expect(placeOf("room", "weur", here, relays, refused, limits)).toBe(to);
  });

  test("never to a relay where no threshold is set", () => {
    expect(placeOf("room", "weur", 50_000, [], [], placementLimits({}))).toBeUndefined();
  });

  test.for([
    [{}, 0],
    [{ RELAY_THRESHOLD: "20" }, 20],
    [{ RELAY_THRESHOLD: "many" }, 0],
    [{ RELAY_THRESHOLD: "-1" }, 0],
  ] as const)("by the variables %j past %i", ([variables, threshold]) => {
    expect(placementLimits(variables)).toMatchObject({ threshold, capacity: 2000 });
  });
});

test.for<[where: Whereabouts, region: string | undefined]>([
  [{ continent: "EU", longitude: 14.4, latitude: 50.1 }, "weur"],
  [{ continent: "EU", longitude: 30.5, latitude: 50.4 }, "eeur"],
  [{ continent: "NA", longitude: -122, latitude: 37 }, "wnam"],
  [{ continent: "NA", longitude: -74, latitude: 40 }, "enam"],
  [{ continent: "SA" }, "sam"],
  [{ continent: "AF" }, "afr"],
  [{ continent: "OC" }, "oc"],
  [{ continent: "AS", longitude: 55, latitude: 25 }, "me"],
  [{ continent: "AS", longitude: 77, latitude: 28 }, "apac"],
  [{ continent: "AS", longitude: 139, latitude: 35 }, "apac-ne"],
  [{ continent: "AS", longitude: 104, latitude: 1 }, "apac-se"],
  [{ continent: "AN" }, undefined],
  [{}, undefined],
])("%j is %s", ([where, region]) => {
  expect(regionOf(where)).toBe(region);
});
