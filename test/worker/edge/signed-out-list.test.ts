// The list of sign-outs and restores that an isolate holds: one asks where it is old, and the others go on with it.

import { expect, test } from "vitest";
import type { Env } from "../../../src/env.ts";
import { RefusalCount } from "../../../src/edge/refusal-count.ts";
import { SignedOutList } from "../../../src/edge/signed-out-list.ts";

const note = { place: 1, room: "tea", at: 1, opensAt: 2, by: { id: "g_1", name: "Opal" } };

/** A Lobby that answers when it is told to. */
function lobby() {
  const asked: (() => void)[] = [];
  const signedOut = () =>
    new Promise((resolve) => asked.push(() => resolve({ sessions: ["out"], last: 1, restores: [note] })));
  const env = Object.assign(Object.create(null), { LOBBY: { getByName: () => ({ signedOut }) } }) satisfies Env;
  return { env, asked };
}

test("R9-6 a list that was never heard lets nobody go on without it", async () => {
  const { env, asked } = lobby();
  const list = new SignedOutList(new RefusalCount());
  const answers = [list.has("out", env, 0), list.has("out", env, 0)];
  expect(asked).toHaveLength(2);
  for (const answer of asked) answer();
  expect(await Promise.all(answers)).toEqual([true, true]);
});

test("R9-6 R10-44 of many who find it old one asks the Lobby, and the others take what is known", async () => {
  const { env, asked } = lobby();
  const list = new SignedOutList(new RefusalCount());
  const first = list.restoreOf("tea", env, 0);
  asked.pop()?.();
  expect(await first).toEqual(note);
  const [late, ...others] = Array.from({ length: 20 }, () => list.restoreOf("tea", env, 60_000));
  expect(asked).toHaveLength(1);
  expect(await Promise.all(others)).toEqual(others.map(() => note));
  asked.pop()?.();
  expect(await late).toEqual(note);
  expect(await list.has("out", env, 60_001)).toBe(true);
  expect(asked).toEqual([]);
});
