// Roles: which one somebody has in a room, and what it lets them do (contract 10 and 11).

import { describe, expect, test } from "vitest";
import type { Role } from "../../../src/protocol/schemas.ts";
import { mayConfigure, mayModerate, maySend, roleIn } from "../../../src/rules/permissions.ts";

const OPEN = { visibility: "unlisted", guests: true } as const;
const QUIET = { visibility: "public", guests: false } as const;
const PRIVATE = { visibility: "private", guests: true } as const;
const ROLES: readonly Role[] = ["reader", "member", "moderator", "owner"];

describe("R11-1 the role is the highest of what is stored, claimed and given by visibility", () => {
  const cases: readonly [
    what: string,
    room: Parameters<typeof roleIn>[0],
    id: string,
    stored: Role | undefined,
    claimed: Role | undefined,
    role: Role | undefined,
  ][] = [
    ["a guest in an open house", OPEN, "g_A", undefined, undefined, "member"],
    ["a guest where guests are not admitted", QUIET, "g_A", undefined, undefined, undefined],
    ["a guest who was given a role there", QUIET, "g_A", "reader", undefined, "reader"],
    ["a member of the host where guests are not admitted", QUIET, "host:1", undefined, undefined, "member"],
    ["anybody in a private room", PRIVATE, "host:1", undefined, undefined, undefined],
    ["who claims to be a reader in a private room", PRIVATE, "host:1", undefined, "reader", "reader"],
    ["who was given less than everybody has", OPEN, "g_A", "reader", undefined, "member"],
    ["who claims more than is stored", OPEN, "host:1", "member", "owner", "owner"],
    ["who has more stored than claimed", OPEN, "host:1", "owner", "reader", "owner"],
    ["who reads without a token", OPEN, "r_1", undefined, undefined, "reader"],
    ["who reads without a token where guests are not admitted", QUIET, "r_1", undefined, undefined, undefined],
  ];

  test.for(cases)("%s", ([, room, id, stored, claimed, role]) => {
    expect(roleIn(room, id, stored, claimed)).toBe(role);
  });
});

test("R4-17 all but readers write", () => {
  expect(ROLES.filter(maySend)).toEqual(["member", "moderator", "owner"]);
});

test("R4-27 moderators set topic and slow mode and nothing else; owners everything", () => {
  const who = (change: Parameters<typeof mayConfigure>[1]) => ROLES.filter((role) => mayConfigure(role, change));
  expect(who({ topic: "", slowModeMs: 0 })).toEqual(["moderator", "owner"]);
  for (const change of [{ title: "x" }, { guests: true }, { visibility: "public" }, { retentionDays: 1 }] as const) {
    expect(who(change)).toEqual(["owner"]);
    expect(who({ topic: "", ...change })).toEqual(["owner"]);
  }
});

test("R4-31 moderators moderate those below them, owners anybody", () => {
  const of = (role: Role) => ROLES.filter((other) => mayModerate(role, other));
  expect(ROLES.map(of)).toEqual([[], [], ["reader", "member"], ROLES]);
});
