// How many reports wait: told to moderators and owners as it changes, and to nobody else, whatever they were before.

import { evictDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import type { Member } from "../../support/person.ts";
import { moderate, remove } from "./deeds.ts";
import { call, enter, knock, make, newId, newRoom, principal, roomObject } from "./enter.ts";

const olivia = principal("g_Olivia", "Olivia");
const report = (message: number) => ({ type: "report", id: newId(), message }) as const;
const resolve = (number: number) => ({ type: "resolve", id: newId(), report: number, outcome: "acted" }) as const;

async function hears(person: Member, waiting: number): Promise<void> {
  expect(await person.next("reports")).toEqual({ type: "reports", waiting });
}

/** All that the room sent before this was asked is there by then. */
async function heardNothing(...people: readonly Member[]): Promise<void> {
  for (const person of people) {
    await person.caughtUp();
    expect(person.untaken("reports")).toEqual([]);
  }
}

test("R5-30 moderators hear of each report and of its end, over sleeps; plain members never do, the reporter and the reported neither", async () => {
  const room = await make(newRoom("notices"));
  const [owner, second] = [await enter(room, "Olivia"), await enter(room, "tab", { id: "g_Olivia" })];
  const claims = await enter(room, "Mo", { id: "host:mo", role: "moderator" });
  const [alice, bob, guide] = [await enter(room, "Alice"), await enter(room, "Bob"), await knock(room, "Gil", "plain")];
  const { seq } = await alice.say("rude");
  const other = await alice.say("rude again");
  await heardNothing(owner, claims);

  const first = report(seq);
  await bob.ask(first);
  for (const person of [owner, second, claims]) await hears(person, 1);
  await bob.ask(first);
  await bob.ask(report(seq));
  await heardNothing(owner, second, claims);

  await evictDurableObject(roomObject(room));
  await bob.ask(report(other.seq));
  for (const person of [owner, second, claims]) await hears(person, 2);
  await owner.ask(resolve(1));
  for (const person of [owner, second, claims]) await hears(person, 1);
  await heardNothing(alice, bob);
  expect(guide.untakenTexts()).toEqual(["rude", "rude again"]);
});

test("R5-30 who comes, or becomes a moderator, hears of what waits; whoever is one no more hears nothing from then on", async () => {
  const room = await make(newRoom("becoming"));
  const [alice, bob] = [await enter(room, "Alice"), await enter(room, "Bob")];
  const { seq } = await alice.say("rude");
  await bob.ask(report(seq));
  const owner = await enter(room, "Olivia");
  await hears(owner, 1);
  await heardNothing(await enter(room, "Cy"), alice, bob);

  await call(room, olivia, moderate("role", "g_Bob", { role: "moderator" }));
  await hears(bob, 1);
  owner.send({ type: "resume", since: owner.cursor() });
  await hears(owner, 1);
  await call(room, olivia, moderate("role", "g_Bob", { role: "member" }));
  await owner.ask(resolve(1));
  await hears(owner, 0);
  await heardNothing(bob, alice);
  // Where nothing waits, nobody is told so.
  await heardNothing(await enter(room, "Olivia"));
  await owner.ask(remove(seq));
});
