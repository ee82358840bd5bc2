// Relays: objects that hold sockets for a big room. Whoever is at one sees and does what everybody else does.

import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { describe, expect, test, vi } from "vitest";
import { Relay } from "../../../src/relay/relay.ts";
import type { Member } from "../../support/person.ts";
import { join, newRoom } from "../support/room-client.ts";
import { configure, moderate, remove, say } from "./deeds.ts";
import { call, enter, knock, make, principal, relayObject, roomObject } from "./enter.ts";

const FIVE = [1, 2, 3, 4, 5];
const olivia = principal("g_Olivia", "Olivia");

/** One at home, and one at each of so many relays. */
async function spread(hint: string, relays = 2) {
  const room = await make(newRoom(hint));
  const home = await enter(room, "Home", { relay: "none" });
  const away: Member[] = [];
  for (let relay = 0; relay < relays; relay += 1) away.push(await enter(room, `Away${relay}`, { relay }));
  return { room, home, away, all: [home, ...away] };
}

/** What everybody got after the two events that made the room: the same, without a gap. */
async function agree(people: readonly Member[], count: number, after = 2): Promise<string[]> {
  const logs = await Promise.all(people.map((person) => person.events(count)));
  expect(logs[0]?.map(({ seq }) => seq)).toEqual(Array.from({ length: count }, (_, index) => after + index + 1));
  for (const log of logs) expect(log).toEqual(logs[0]);
  return (logs[0] ?? []).flatMap((event) => ("text" in event && typeof event.text === "string" ? [event.text] : []));
}

function atRelay<T>(room: string, relay: number, run: (object: Relay) => T): Promise<T> {
  return runInDurableObject(relayObject(room, relay), (object) => run(object));
}

/** Names of the relays that the room would look for after a sleep. */
function remembered(room: string): Promise<unknown> {
  return runInDurableObject(roomObject(room), (_, { storage }) => storage.kv.get("relays"));
}

describe.each([1, 4])("R14-1 over %i relays", (count) => {
  test("all see one order without a gap, each has their own answers, and a flush is one call to each relay", async () => {
    const { room, all } = await spread("order", count);
    const before = await relayObject(room, 0).calls();
    await Promise.all(
      all.map(async (person, index) => {
        for (const number of FIVE) await person.say(`${index}/${number}`);
      }),
    );
    await agree(all, all.length * FIVE.length);
    const { down } = await relayObject(room, 0).calls();
    expect(down - before.down).toBeLessThanOrEqual(2 * all.length * FIVE.length);
  });
});

test("R14-2 who comes back to a relay is given what it missed by the relay, and no event is read for it", async () => {
  const { room, home, away } = await spread("tail", 1);
  const [bob] = away;
  const cursor = bob?.cursor() ?? "";
  await bob?.leave();
  await enter(room, "Stays", { relay: 0 });
  for (let number = 0; number < 15; number += 1) await home.say(String(number));
  const read = async (relay: number | "none") => {
    const before = await roomObject(room).rowsRead();
    const back = await enter(room, "Back", { since: cursor, relay });
    expect(back.welcome.recovered).toBe(true);
    await agree([back], 15);
    return (await roomObject(room).rowsRead()) - before;
  };
  await read("none");
  const [byRoom, byRelay] = [await read("none"), await read(0)];
  expect(byRoom - byRelay).toBeGreaterThanOrEqual(15);

  const stays = await enter(room, "Asks", { relay: 0 });
  stays.send({ type: "resume", since: cursor });
  expect((await stays.next("welcome")).recovered).toBe(true);
  await agree([stays], 15);
});

test("R14-2 what was removed is not given from a relay's memory", async () => {
  const { room, home, away } = await spread("removed", 1);
  const cursor = home.cursor();
  await home.say("secret");
  await home.ask(remove(3));
  await agree(away, 2);
  const back = await enter(room, "Back", { since: cursor, relay: 0 });
  expect(await back.events(2)).toMatchObject([{ seq: 3, erased: true }, { kind: "removed" }]);
});

test("R14-3 a relay that missed a call is told what was in it before anything else", async () => {
  const { home, all } = await spread("gap", 1);
  await home.say("first");
  // The answer says that all is well, and nothing was done.
  const answer = { kind: "done", isFresh: false, admitted: 1, owesValues: false } as const;
  const descend = vi.spyOn(Relay.prototype, "descend").mockReturnValueOnce(answer);
  await home.say("lost");
  await home.say("after");
  expect(await agree(all, 3)).toEqual(["first", "lost", "after"]);
  expect(descend.mock.results.map(({ value }) => value)).toContainEqual(expect.objectContaining({ kind: "gap" }));
  descend.mockRestore();
});

describe("R14-4", () => {
  test("relays and the room sleep and wake, in any order, and nothing is lost or doubled", async () => {
    const { room, home, away, all } = await spread("sleeps");
    await home.say("a");
    await evictDurableObject(relayObject(room, 0), { webSockets: "hibernate" });
    await home.say("b");
    await evictDurableObject(roomObject(room), { webSockets: "hibernate" });
    await away[0]?.say("c");
    for (const object of [roomObject(room), relayObject(room, 0), relayObject(room, 1)])
      await evictDurableObject(object, { webSockets: "hibernate" });
    await away[1]?.say("d");
    for (const object of [relayObject(room, 1), roomObject(room)])
      await evictDurableObject(object, { webSockets: "hibernate" });
    expect(await call(room, olivia, say("e"))).toMatchObject({ kind: "ok" });
    expect(await agree(all, 5)).toEqual(["a", "b", "c", "d", "e"]);
    expect((await enter(room, "New", { relay: 0 })).welcome.members.count).toBe(4);
  });

  test("those who were at a relay that died come back, and the room lets go of what it held", async () => {
    const { room, home, away } = await spread("dies");
    await home.say("before");
    await away[0]?.events(1);
    await evictDurableObject(relayObject(room, 0), { webSockets: "close" });
    await home.say("meanwhile");
    const back = await enter(room, "Away0", { since: away[0]?.cursor(3) ?? "", relay: 1 });
    await home.say("after");
    expect(await agree([back], 2, 3)).toEqual(["meanwhile", "after"]);
    expect(await agree([home], 3)).toEqual(["before", "meanwhile", "after"]);
    await expect.poll(() => remembered(room)).toEqual([`${room}/any/1`]);
  });
});

test("R14-5 a rename, a role, a ban, a kick and a leave for good reach whoever is at a relay", async () => {
  const { room, home, away } = await spread("reach", 4);
  const [ada, bob, cy, dan] = away;
  await ada?.ask({ type: "rename", id: "n", name: "Ada" });
  await call(room, olivia, moderate("role", "g_Away0", { role: "moderator" }));
  expect(await ada?.ask(configure({ topic: "Relays" }))).toMatchObject({ type: "ack" });
  await call(room, olivia, moderate("ban", "g_Away1"));
  expect(await bob?.closed).toEqual({ code: 4403, reason: "banned" });
  await call(room, olivia, moderate("kick", "g_Away2"));
  expect(await cy?.closed).toEqual({ code: 4403, reason: "kicked" });
  await dan?.ask({ type: "leave", id: "l" });
  expect(await dan?.closed).toEqual({ code: 1000, reason: "left" });
  const again = await knock(room, "Away1", "frames", { relay: 3 });
  expect(await again.next("error")).toMatchObject({ code: "banned" });
  expect(await again.closed).toEqual({ code: 4403, reason: "banned" });
  const late = await enter(room, "Late", { relay: "none" });
  expect(late.welcome.members.list.map(({ name, role }) => `${name} ${role}`).toSorted()).toEqual(
    expect.arrayContaining(["Ada moderator", "Home member", "Late member"]),
  );
  await home.caughtUp();
});

test("R14-5 the end of the room reaches its relays, and the next of its name begins with them", async () => {
  const { room, away } = await spread("ends");
  await roomObject(room).remove(room, olivia, false);
  for (const person of away) {
    expect(await person.next("error")).toMatchObject({ code: "not_found" });
    expect(await person.closed).toEqual({ code: 4404, reason: "not_found" });
  }
  const [first, second] = [await enter(room, "First", { relay: 0 }), await enter(room, "Second", { relay: 1 })];
  expect(first.welcome).toMatchObject({ head: 0, members: { count: 1 } });
  await second.say("anew");
  await agree([first, second], 1, 0);
});

test("R14-6 past its threshold a room sends people to relays; below it they come in again, and the relays are forgotten", async () => {
  const room = newRoom("grows");
  const [ann, ben] = [await join(room), await join(room)];
  await runInDurableObject(roomObject(room), (object) => {
    object.limits = { threshold: 2, capacity: 2, relays: 3 };
  });
  const people = [ann, ben];
  // The first relay says that it is full before the room would: another one is found, and nobody is refused.
  await atRelay(room, 0, (relay) => {
    relay.capacity = 1;
  });
  for (const _ of FIVE) people.push(await join(room));
  await ann.say("to all");
  await agree(people, 1, 0);
  const relays = await remembered(room);
  expect(relays).toContain(`${room}/any/0`);
  expect(relays).toContain(`${room}/any/1`);
  for (const person of people.slice(2)) await person.leave();
  await expect.poll(() => remembered(room)).toBeUndefined();
  await ben.leave();
  await runDurableObjectAlarm(roomObject(room));
  const cat = await enter(room, "Cat", { relay: "none" });
  await cat.say("to few");
  expect(await ann.texts()).toEqual(["to few"]);
  expect(await remembered(room)).toBeUndefined();
});
