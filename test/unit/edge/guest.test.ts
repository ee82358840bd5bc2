// Guests: ids nobody guesses, a life in whole seconds, renewal after a third of it.

import { expect, test } from "vitest";
import { isDueForRenewal, newGuest, renewGuest } from "../../../src/edge/guest.ts";
import { makeGuestName } from "../../../src/edge/guest-name.ts";
import { parseDisplayName } from "../../../src/protocol/text.ts";

const DAY_MS = 24 * 3600 * 1000;

test("R11-4 a guest has an id of 128 random bits and lives 90 days", () => {
  const guest = newGuest("Ada", 1_700_000_000_999);
  expect(guest).toEqual({
    id: expect.stringMatching(/^g_[A-Za-z0-9_-]{22}$/),
    name: "Ada",
    madeAt: 1_700_000_000_999,
    session: expect.stringMatching(/^[A-Za-z0-9_-]{22}$/),
    issuedAt: 1_700_000_000_000,
    expiresAt: 1_700_000_000_000 + 90 * DAY_MS,
  });
  expect(newGuest("Ada", 0).id).not.toBe(guest.id);
});

test("R11-5 after a third of its life it is due, and renewed as the same guest of the same session", () => {
  const guest = newGuest("Ada", 0);
  expect(isDueForRenewal(guest, 30 * DAY_MS - 1)).toBe(false);
  expect(isDueForRenewal(guest, 30 * DAY_MS)).toBe(true);
  const renewed = renewGuest(guest, 30 * DAY_MS);
  expect(renewed).toEqual({ ...guest, issuedAt: 30 * DAY_MS, expiresAt: 120 * DAY_MS });
  expect(renewGuest(guest, 0, "Ada L.").name).toBe("Ada L.");
});

test("R3-9 every made-up name is a display name, and all 1,024 differ", () => {
  const names = new Set<string>();
  for (let first = 0; first < 32; first += 1) {
    for (let second = 0; second < 32; second += 1) {
      const picks = [first, second];
      names.add(makeGuestName(() => picks.shift() ?? 0));
    }
  }
  expect(names.size).toBe(1024);
  for (const name of names) expect(parseDisplayName(name)).toBe(name);
});
