// Restoring a room: it goes back to an older state, and has a new epoch before anybody is let in, whatever falls on the way.

import { env } from "cloudflare:workers";
import { abortAllDurableObjects, evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { expect, test, vi } from "vitest";
import { LOBBY_NAME } from "../../../src/rules/lobby-name.ts";
import { Deployment, newId, SECRET } from "../edge/deployment.ts";
import { guestAged } from "../edge/tokens.ts";
import { say } from "./deeds.ts";
import { call, enter, make, newRoom, principal, roomObject } from "./enter.ts";
import { Past } from "./past.ts";

const HOUR_MS = 60 * 60_000;
const opal = await guestAged(0, "Opal");
const bearer = { authorization: `Bearer ${opal.token}` };

/** Another isolate of the same deployment, in which Opal is an operator. */
function isolate(): Deployment {
  return new Deployment({ AUTH_SECRET: SECRET, RATE_LIMITS: "off", ADMINS: opal.guest.id });
}

function ask(room: string, id: string, at: number, deployment = isolate(), headers = bearer): Promise<Response> {
  return deployment.post(`/api/rooms/${room}/restore`, { id, at }, headers);
}

/** The time for which a restore waits passes. */
async function pass(room: string, toMs = Date.now() - 1): Promise<void> {
  await runInDurableObject(env.LOBBY.getByName(LOBBY_NAME), (_, { storage }) => {
    storage.sql.exec("UPDATE restores SET opens_at = ? WHERE room = ? AND outcome IS NULL", toMs, room);
  });
}

async function notes(room: string): Promise<readonly unknown[]> {
  const { restores = [] } = await env.LOBBY.getByName(LOBBY_NAME).signedOut(0);
  return restores.filter((note) => note.room === room);
}

/** A room with "kept" in it at `at`, and "lost" said after. */
async function aged(about: string) {
  const room = await make(newRoom(about));
  await call(room, principal("g_Alice"), say("kept"));
  const past = new Past(room);
  const at = await past.keep();
  await call(room, principal("g_Alice"), say("lost"));
  await past.attach();
  const epoch = await epochOf(room);
  return { room, past, at, epoch };
}

async function epochOf(room: string): Promise<string> {
  const told = await runInDurableObject(roomObject(room), (object) => object.describe(room, {}));
  return told.kind === "ok" ? told.value.epoch : told.code;
}

async function placeOf(room: string): Promise<number> {
  return runInDurableObject(env.LOBBY.getByName(LOBBY_NAME), (_, { storage }) => {
    const row = storage.sql.exec<{ place: number }>("SELECT max(place) AS place FROM restores WHERE room = ?", room);
    return row.one().place;
  });
}

test("R10-42 R10-44 a restored room is as it was, under a new epoch; whoever comes with a cursor of before is told so", async () => {
  const { room, at, epoch, past } = await aged("restored");
  const alice = await enter(room, "Alice");
  const cursor = `${alice.welcome.epoch}:${alice.welcome.head}`;
  const id = newId();
  const first = await ask(room, id, at);
  expect([first.status, Number(first.headers.get("retry-after"))]).toEqual([503, 60]);
  await pass(room);
  expect((await ask(room, id, at)).status).toBe(204);
  expect(await alice.next("error")).toMatchObject({ code: "overloaded" });
  expect(await alice.closed).toMatchObject({ code: 1012 });
  const back = await enter(room, "Alice", { since: cursor });
  expect(back.welcome).toMatchObject({ recovered: false, head: 3, snapshot: { messages: [{ text: "kept" }] } });
  expect(back.welcome.epoch).not.toBe(epoch);
  for (const seq of [0, 1, 3]) {
    const other = await enter(room, "Bob", { since: `${epoch}:${seq}` });
    expect(other.welcome.recovered).toBe(false);
  }
  expect(await notes(room)).toEqual([]);
  expect((await ask(room, id, at)).status).toBe(204);
  expect(past.times).toBe(1);
});

test("R10-44 until it is due everybody goes in as ever, then the room is shut, then whoever comes first takes it through", async () => {
  const { room, at, epoch, past } = await aged("shut");
  await ask(room, newId(), at);
  const look = async (deployment: Deployment) => deployment.get(`/api/rooms/${room}`);
  expect(await (await look(isolate())).json()).toMatchObject({ epoch, head: 4 });
  await pass(room, Date.now() + 10_000);
  for (const status of [
    (await look(isolate())).status,
    await isolate()
      .join(room)
      .catch(({ status }) => status),
  ])
    expect(status).toBe(503);
  expect(past.times).toBe(0);
  await pass(room);
  const seen = await (await look(isolate())).json<{ epoch: string; head: number }>();
  expect([past.times, seen.head]).toEqual([1, 3]);
  expect(seen.epoch).not.toBe(epoch);
});

test("R10-44 an isolate that holds an old list learns of it in time, and one that still holds the note asks once more at no harm", async () => {
  const { room, at, epoch, past } = await aged("lists");
  const [here, there] = [isolate(), isolate()];
  await ask(room, newId(), at, here);
  await pass(room);
  await there.get(`/api/rooms/${room}`);
  const after = await epochOf(room);
  const place = await placeOf(room);
  expect(await roomObject(room).prepareRestore(place)).toEqual({ kind: "ok", value: { settled: "restored" } });
  expect(await roomObject(room).settleRestore(room, place)).toMatchObject({ value: { settled: "restored" } });
  expect([await epochOf(room), past.times]).toEqual([after, 1]);
  expect(after).not.toBe(epoch);
});

for (const [what, fall] of [
  ["before the first step", async () => undefined],
  ["after the room was prepared", async (room, place) => void (await roomObject(room).prepareRestore(place))],
  [
    "after the room went back",
    async (room, place, at) => {
      await roomObject(room).prepareRestore(place);
      await roomObject(room)
        .goBack(place, at)
        .catch(() => undefined);
    },
  ],
  [
    "after its new epoch",
    async (room, place, at) => {
      await roomObject(room).prepareRestore(place);
      await roomObject(room)
        .goBack(place, at)
        .catch(() => undefined);
      await roomObject(room).settleRestore(room, place);
    },
  ],
] satisfies [string, (room: string, place: number, at: number) => Promise<void>][]) {
  for (const [how, stop] of [
    // One that went back is not running, and cannot be put to sleep.
    ["asleep", (room: string) => evictDurableObject(roomObject(room)).catch(() => undefined)],
    ["cut off", () => abortAllDurableObjects()],
  ] as const) {
    test(`R10-44 who drives it falls ${what}, the room is ${how}: the next one takes it through, and nobody sees the old epoch`, async () => {
      const { room, at, epoch, past } = await aged("fallen");
      await ask(room, newId(), at);
      await pass(room);
      await fall(room, await placeOf(room), at);
      await stop(room);
      await past.attach();
      const seen = await (await isolate().get(`/api/rooms/${room}`)).json<{ epoch: string; head: number }>();
      expect(seen.head).toBe(3);
      expect(seen.epoch).not.toBe(epoch);
      expect(await notes(room)).toEqual([]);
      expect(await (await isolate().get(`/api/rooms/${room}`)).json()).toMatchObject({ epoch: seen.epoch });
    });
  }
}

test("R10-44 the Lobby does not hear that it is over: nobody waits, and the next one tells it", async () => {
  const { room, at } = await aged("unheard");
  await ask(room, newId(), at);
  await pass(room);
  const deployment = isolate();
  await deployment.get("/api/rooms/lobby");
  deployment.isLobbyReachable = false;
  const seen = await deployment.get(`/api/rooms/${room}`);
  const { epoch } = await seen.json<{ epoch: string }>();
  expect(await notes(room)).toHaveLength(1);
  expect(await (await isolate().get(`/api/rooms/${room}`)).json()).toMatchObject({ epoch });
  expect(await notes(room)).toEqual([]);
});

test("R10-44 many who come at once take it through together, and all see one new epoch", async () => {
  const { room, at, epoch } = await aged("together");
  await ask(room, newId(), at);
  await pass(room);
  const looks = Array.from({ length: 5 }, async () => (await isolate().get(`/api/rooms/${room}`)).json());
  const seen = new Set<unknown>();
  for (const told of await Promise.all(looks)) if (hasEpoch(told)) seen.add(told.epoch);
  expect(seen.size).toBe(1);
  expect(seen).not.toContain(epoch);
  expect(seen).toContain(await epochOf(room));
});

test("R10-44 two restores, the second to a time before the first: each has an epoch of its own, and a late step of the first does nothing", async () => {
  const { room, at, past } = await aged("twice");
  const epochs = [await epochOf(room)];
  const places: number[] = [];
  for (let round = 0; round < 2; round += 1) {
    await past.attach();
    const id = newId();
    await ask(room, id, at);
    await pass(room);
    expect((await ask(room, id, at)).status).toBe(204);
    places.push(await placeOf(room));
    epochs.push(await epochOf(room));
    await call(room, principal("g_Bob"), say("after"));
  }
  expect(new Set(epochs).size).toBe(3);
  const [first = 0] = places;
  expect(await roomObject(room).prepareRestore(first)).toMatchObject({ value: { settled: "restored" } });
  await roomObject(room).goBack(first, at);
  await roomObject(room).settleRestore(room, first);
  expect([await epochOf(room), past.times]).toEqual([epochs[2], 2]);
});

test("R10-44 a room that does not start anew, or that the platform refuses, is not shut for ever: it has a new epoch and its state of now", async () => {
  const { room, at, epoch, past } = await aged("refused");
  const id = newId();
  await ask(room, id, at);
  await pass(room);
  await past.attach("not restarted");
  const waits = await isolate().get(`/api/rooms/${room}`);
  expect([waits.status, (await waits.json<{ code: string }>()).code]).toEqual([503, "overloaded"]);
  expect(await notes(room)).toHaveLength(1);
  await past.attach("no bookmark");
  const seen = await (await isolate().get(`/api/rooms/${room}`)).json<{ epoch: string; head: number }>();
  expect(seen.head).toBe(4);
  expect(seen.epoch).not.toBe(epoch);
  await past.attach();
  expect((await ask(room, id, at)).status).toBe(500);
  expect(await call(room, principal("g_Bob"), say("goes on"))).toMatchObject({ frame: { seq: 5 } });
});

test("R10-44 R9-20 an alarm that rings after the room went back, and before its new epoch, tells nobody anything under the old one", async () => {
  const room = await make(newRoom("alarm"));
  const told: string[] = [];
  // Webhooks of rooms of other files may ring, too.
  const url = `https://${room}.example/in`;
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    if (new Request(input).url === url) told.push(new Headers(init?.headers).get("webhook-id") ?? "");
    return new Response("ok");
  });
  await call(room, principal("g_Bob"), say("spam"));
  await roomObject(room).addWebhook(room, principal("g_Olivia"), {
    id: "w1",
    url,
    kinds: ["removed"],
  });
  await call(room, principal("g_Olivia"), { type: "purge", id: "p1", member: "g_Bob" });
  const past = new Past(room);
  const at = await past.keep();
  for (let rings = 0; rings < 3; rings += 1) await runDurableObjectAlarm(roomObject(room));
  const epoch = await epochOf(room);
  expect(told.splice(0), "the removal, under its place in this log").toEqual([`${epoch}:4`]);
  await past.attach();
  const id = newId();
  await ask(room, id, at);
  await pass(room);
  await roomObject(room).prepareRestore(await placeOf(room));
  const fallen = roomObject(room).goBack(await placeOf(room), at);
  await fallen.catch(() => undefined);

  await runInDurableObject(roomObject(room), (object) => object.alarm());
  expect(told).toEqual([]);
  const head = await runInDurableObject(roomObject(room), (object) => object.describe(room, {}));
  expect(head, "what was under way has not gone on").toMatchObject({ value: { head: 3, epoch } });

  await past.attach();
  expect((await ask(room, id, at)).status).toBe(204);
  for (let rings = 0; rings < 3; rings += 1) await runDurableObjectAlarm(roomObject(room));
  const after = await epochOf(room);
  expect(after).not.toBe(epoch);
  expect(told).toEqual([`${after}:4`]);
  const record = await runInDurableObject(roomObject(room), (object) =>
    object.audit(room, principal("g_Olivia"), { limit: 1 }),
  );
  const restored = { action: "restore", target: new Date(at).toISOString(), by: { id: opal.guest.id, name: "Opal" } };
  expect(record, "R10-50 who did it, and to when").toMatchObject({ value: { entries: [restored] } });
  vi.restoreAllMocks();
});

test("R10-45 what was said before is known by its id, what was lost can be said again", async () => {
  const room = await make(newRoom("ids"));
  const [kept, lost] = [say("kept"), say("lost")];
  const alice = principal("g_Alice");
  await call(room, alice, kept);
  const past = new Past(room);
  const at = await past.keep();
  await call(room, alice, lost);
  await past.attach();
  const id = newId();
  await ask(room, id, at);
  await pass(room);
  await ask(room, id, at);
  expect(await call(room, alice, kept)).toMatchObject({ repeated: true, frame: { seq: 3 } });
  expect(await call(room, alice, lost)).toMatchObject({ repeated: false, frame: { seq: 4 } });
});

test("R10-44 R2-4 a room that goes back to before it began has no epoch, and a deleted one can come back", async () => {
  const room = newRoom("began");
  const past = new Past(room);
  const before = await past.keep();
  await make(room);
  const during = await past.keep();
  const epoch = await epochOf(room);
  for (const [at, exists] of [
    [before, false],
    [during, true],
  ] as const) {
    await past.attach();
    const id = newId();
    await ask(room, id, at);
    await pass(room);
    expect((await ask(room, id, at)).status).toBe(204);
    const { welcome } = await enter(room, "Alice", { since: `${epoch}:1` });
    expect(welcome).toMatchObject({ recovered: false, head: exists ? 2 : 0 });
    expect(welcome.epoch).not.toBe(epoch);
  }
});

test("R10-43 owners, members and strangers are refused, and nothing is taken down", async () => {
  const deployment = isolate();
  const { token: owner } = await guestAged(0, "Owner");
  const { token: member } = await guestAged(0, "Member");
  const made = await deployment.post("/api/rooms", { visibility: "unlisted" }, { authorization: `Bearer ${owner}` });
  const { name } = await made.json<{ name: string }>();
  const touched = deployment.touched.length;
  for (const token of [owner, member]) {
    const refused = await ask(name, newId(), Date.now() - HOUR_MS, deployment, { authorization: `Bearer ${token}` });
    expect(refused.status).toBe(403);
  }
  expect((await deployment.post(`/api/rooms/${name}/restore`, { id: newId(), at: 1 })).status).toBe(401);
  expect(deployment.touched).toHaveLength(touched);
  expect(await notes(name)).toEqual([]);
});

test("R10-42 a time that is not kept, one to come, an id used otherwise and a second restore meanwhile are refused", async () => {
  const { room, at, past } = await aged("wrong");
  const codeOf = async (answer: Promise<Response>) => (await (await answer).json<{ code: string }>()).code;
  for (const wrong of [Date.now() + HOUR_MS, Date.now() - 31 * 24 * HOUR_MS])
    expect(await codeOf(ask(room, newId(), wrong))).toBe("invalid");
  await past.attach("no bookmark");
  expect(await codeOf(ask(room, newId(), at))).toBe("not_found");
  expect(await notes(room)).toEqual([]);
  await past.attach();
  const id = newId();
  expect(await codeOf(ask(room, id, at))).toBe("overloaded");
  expect(await codeOf(ask(room, id, at - 1))).toBe("id_conflict");
  expect(await codeOf(ask(room, newId(), at))).toBe("id_conflict");
});

test("R10-42 where the platform keeps no older state, as here, it is not_found", async () => {
  const room = await make(newRoom("nowhere"));
  const answer = await ask(room, newId(), Date.now() - HOUR_MS);
  expect(answer.status).toBe(404);
});

test("R10-44 a room that is not restored pays nothing: waking asks no Lobby, entering writes no row", async () => {
  const room = await make(newRoom("pays"));
  await evictDurableObject(roomObject(room));
  await (await enter(room, "Alice")).leave();
  expect(await roomObject(room).rowsWritten()).toBe(0);
});

function hasEpoch(value: unknown): value is { epoch: string } {
  return typeof value === "object" && value !== null && "epoch" in value;
}

test("R10-40 R10-42 a room that is deleted after its restore stays deleted, also for an isolate that heard of the restore alone", async () => {
  const { room, at, past } = await aged("deleted-after");
  await ask(room, newId(), at);
  await pass(room);
  const late = isolate();
  await late.get(`/api/rooms/${newRoom("elsewhere")}`);
  const there = isolate();
  await there.get(`/api/rooms/${room}`);
  expect(past.times).toBe(1);
  await past.attach();
  expect((await there.fetch(`/api/rooms/${room}`, { method: "DELETE", headers: bearer })).status).toBe(204);
  await late.get(`/api/rooms/${room}`);
  expect(past.times).toBe(1);
  expect(await roomObject(room).describe(room, {})).toMatchObject({ value: { head: 0 } });
});
