// Attacks that look for private rooms: by status, by what an answer costs, by what it leaves in storage, by its time.

import { runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { Deployment, newId, SECRET } from "../edge/deployment.ts";
import { guestAged } from "../edge/tokens.ts";
import { reservedRoom, roomObject } from "../room/enter.ts";

const quiet = { AUTH_SECRET: SECRET, RATE_LIMITS: "off" };
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

async function privateRoom(): Promise<string> {
  const { token } = await guestAged(0, "Owner");
  const made = await new Deployment(quiet).post("/api/rooms", { visibility: "private" }, bearer(token));
  return (await made.json<{ name: string }>()).name;
}

/** All that a stranger can ask of a room, with a token and without. */
function asks(token: string): { what: string; ask: (deployment: Deployment, room: string) => Promise<unknown> }[] {
  const paths = [
    "",
    "/messages",
    "/members",
    "/values",
    "/search?q=x",
    "/poll?waitMs=0",
    "/events",
    "/export",
    "/invites",
    "/webhooks",
    "/bots",
  ];
  const reads = [{}, bearer(token)].flatMap((headers) =>
    paths.map((path) => ({
      what: `GET ${path} ${Object.keys(headers).join()}`,
      ask: async (deployment: Deployment, room: string) =>
        said(await deployment.get(`/api/rooms/${room}${path}`, headers)),
    })),
  );
  const commands = [
    { type: "send", text: "hello" },
    { type: "moderate", action: "kick", member: "g_x" },
    { type: "configure", title: "mine" },
    { type: "rename", name: "Ada" },
    { type: "history" },
  ].map((command) => ({
    what: `command ${command.type}`,
    ask: async (deployment: Deployment, room: string) =>
      said(await deployment.post(`/api/rooms/${room}/commands`, { id: newId(), ...command }, bearer(token))),
  }));
  const writes = [
    ["/messages", { text: "hello" }],
    ["/join", { invite: "guess" }],
    ["/invites", {}],
    ["/webhooks", { url: "https://example.com/hook" }],
    ["/bots", { name: "Bot" }],
  ] as const;
  const posts = writes.map(([path, body]) => ({
    what: `POST ${path}`,
    ask: async (deployment: Deployment, room: string) =>
      said(await deployment.post(`/api/rooms/${room}${path}`, body, bearer(token))),
  }));
  const socket = {
    what: "a socket",
    ask: async (deployment: Deployment, room: string) => {
      const stranger = await deployment.connect(room, { token });
      return [await stranger.next("error"), await stranger.closed];
    },
  };
  const plain = {
    what: "a plain socket",
    ask: async (deployment: Deployment, room: string) =>
      (await deployment.connect(room, { token, protocols: [] })).closed,
  };
  return [...reads, ...commands, ...posts, socket, plain];
}

async function said(response: Response): Promise<unknown> {
  return [
    response.status,
    [...response.headers].sort(([one], [other]) => (one < other ? -1 : 1)),
    await response.text(),
  ];
}

function isRefusedAtEdge(what: string): boolean {
  return /^GET \/(?:export|invites|webhooks|bots) $/.test(what);
}

const rowsIn = (room: string): Promise<number> => roomObject(room).rowsWritten();

const tablesIn = (room: string) =>
  runInDurableObject(roomObject(room), (_room, state) =>
    state.storage.sql
      .exec<{
        name: string;
      }>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'")
      .toArray(),
  );

test("R10-7 a private room and an absent name of the reserved form: the same answer, one call of the object, no row written", async () => {
  const { token } = await guestAged(0, "Stranger");
  const hidden = await privateRoom();
  const wrote = await rowsIn(hidden);
  for (const { what, ask } of asks(token)) {
    const [one, other] = [new Deployment(quiet), new Deployment(quiet)];
    const absent = reservedRoom();
    const answers = [await ask(one, hidden), await ask(other, absent)];
    expect([what, answers[0]]).toEqual([what, answers[1]]);
    // Without a session an export, and lists for owners, are refused before any room is asked.
    const calls = isRefusedAtEdge(what) ? 0 : 1;
    expect([what, one.touched]).toEqual([what, Array(calls).fill(hidden)]);
    expect([what, other.touched]).toEqual([what, Array(calls).fill(absent)]);
    expect([what, await rowsIn(absent)]).toEqual([what, 0]);
    expect([what, await tablesIn(absent)]).toEqual([what, []]);
  }
  expect(await rowsIn(hidden)).toBe(wrote);
});

test("R10-7 a name of the reserved form cannot be taken to try it out: making one is refused before any object is asked", async () => {
  const { token } = await guestAged(0);
  const deployment = new Deployment(quiet);
  for (const name of [await privateRoom(), reservedRoom()])
    expect((await deployment.post("/api/rooms", { name }, bearer(token))).status).toBe(400);
  expect(deployment.touched).toEqual([]);
});

/** Loose on purpose: what a machine shared by many can tell. A path of its own (a query, a write, a second call) is a multiple. */
test("R10-7 the time of an answer tells little: medians of 200 looks at each are within a factor of two and a millisecond", async () => {
  const { token } = await guestAged(0, "Stranger");
  const [hidden, absent] = [await privateRoom(), reservedRoom()];
  const deployment = new Deployment(quiet);
  const times = new Map<string, number[]>([
    [hidden, []],
    [absent, []],
  ]);
  for (let round = 0; round < 220; round += 1) {
    for (const [room, taken] of times) {
      const startedAt = performance.now();
      await deployment.get(`/api/rooms/${room}`, bearer(token));
      if (round >= 20) taken.push(performance.now() - startedAt);
    }
  }
  const [one = 0, other = 0] = [...times.values()].map((taken) => taken.sort((a, b) => a - b)[100] ?? 0);
  console.warn(`a private room ${one.toFixed(2)} ms, an absent one ${other.toFixed(2)} ms (medians)`);
  expect(Math.max(one, other)).toBeLessThan(2 * Math.min(one, other) + 1);
});

test("R10-6 ROOM_CREATION and ADMINS hold over HTTP: guests, members, admins by list and by claim, and no object is asked for a refusal", async () => {
  const { guest, token } = await guestAged(0);
  const cases = [
    { variables: { ROOM_CREATION: "members" }, status: 403 },
    { variables: { ROOM_CREATION: "admins" }, status: 403 },
    { variables: { ROOM_CREATION: "admins", ADMINS: `someone ${guest.id}` }, status: 201 },
    { variables: { ROOM_CREATION: "members", ADMINS: guest.id }, status: 201 },
    { variables: { ROOM_CREATION: "anyone" }, status: 201 },
    { variables: {}, status: 201 },
  ];
  for (const { variables, status } of cases) {
    const deployment = new Deployment({ ...quiet, ...variables });
    expect([variables, (await deployment.post("/api/rooms", {}, bearer(token))).status]).toEqual([variables, status]);
    expect(deployment.touched.length).toBe(status === 201 ? 1 : 0);
  }
});
