// Following a room by Server-Sent Events: the same frames as over a socket, each once, also over a cut.

import { expect, test } from "vitest";
import { SESSION_MS } from "../../../src/protocol/limits.ts";
import { Deployment, newRoom, problemIn } from "../edge/deployment.ts";
import { badTokens, guestAged, regular } from "../edge/tokens.ts";
import { askToFollow, follow } from "./follower.ts";

async function talk(hint: string, ...texts: string[]) {
  const deployment = new Deployment();
  const room = newRoom(hint);
  const ada = await deployment.join(room, await regular("Ada"));
  // Her own coming is told to all: not to those whom a test lets in next.
  await ada.next("presence");
  for (const text of texts) await ada.say(text);
  const epoch = texts.length === 0 ? "0" : ((await ada.next("events")).epoch ?? "");
  return { deployment, room, ada, epoch };
}

test("R9.1-1 each frame is one event, the welcome first; R9.1-8 with headers that hold nothing back", async () => {
  const { deployment, room, ada } = await talk("follow");
  const reader = await follow(deployment, room);
  expect(reader.headers.get("content-type")).toBe("text/event-stream");
  expect(reader.headers.get("cache-control")).toBe("no-store, no-transform");
  expect(reader.headers.get("x-accel-buffering")).toBe("no");
  expect(reader.headers.get("x-content-type-options")).toBe("nosniff");
  expect(reader.headers.get("set-cookie")).toBeNull();
  await ada.say("Hello\nover two lines");
  ada.send({ type: "signal", name: "knock", data: "knock" });
  ada.send({ type: "typing", on: true });
  expect(await reader.texts()).toEqual(["Hello\nover two lines"]);
  expect(await reader.next("signal")).toMatchObject({ name: "knock", data: "knock" });
  expect(await reader.next("typing")).toMatchObject({ members: [{ name: "Ada" }] });
  const named = reader.seen.flatMap((item) => (item.kind === "event" ? [item.event] : []));
  expect(named).toEqual(["welcome", "events", "signal", "typing"]);
});

test("R9.1-6 the first line says when to come back, not the same to everybody", async () => {
  const { deployment, room } = await talk("retry");
  const waits: unknown[] = [];
  for (let count = 0; count < 5; count += 1) {
    const [first, ...rest] = (await follow(deployment, room)).seen;
    waits.push(first?.kind === "retry" ? first.ms : first);
    expect(rest.filter((item) => item.kind === "retry")).toEqual([]);
  }
  for (const wait of waits) expect(wait).toSatisfy((ms: number) => Number.isInteger(ms) && ms >= 500 && ms <= 1500);
  expect(new Set(waits).size).toBeGreaterThan(1);
});

test("R9.1-2 ids are cursors: of a welcome where it begins, of events the last one's; nothing else has one", async () => {
  const { deployment, room, ada } = await talk("ids");
  const early = await follow(deployment, room);
  await ada.say("one");
  await ada.say("two");
  const { epoch } = await early.next("events");
  await early.next("events");
  expect(epoch).toMatch(/^[0-9a-f]{32}$/);
  expect(early.ids()).toEqual(["0:0", `${epoch}:1`, `${epoch}:2`]);

  const late = await follow(deployment, room);
  expect(late.welcome).toMatchObject({ recovered: false, snapshot: { messages: [{ text: "one" }, { text: "two" }] } });
  expect(late.ids()).toEqual([`${epoch}:2`]);

  const back = await follow(deployment, room, { since: `${epoch}:1` });
  expect(await back.texts()).toEqual(["two"]);
  expect(back.ids()).toEqual([`${epoch}:1`, `${epoch}:2`]);

  const first = await follow(deployment, room, { since: "0:0" });
  expect(await first.texts(2)).toEqual(["one", "two"]);
  expect(first.ids()).toEqual(["0:0", `${epoch}:2`]);
});

test("R9.1-3 R2-4 with Last-Event-ID a reader goes on: everything once, in order, over many cuts", async () => {
  const { deployment, room, ada } = await talk("cuts");
  const heard: string[] = [];
  let lastEventId: string | undefined;
  let said = 0;
  for (let cut = 0; cut < 6; cut += 1) {
    await ada.say(`${(said += 1)}`);
    const reader = await follow(deployment, room, lastEventId === undefined ? { since: "0:0" } : { lastEventId });
    expect(reader.welcome.recovered).toBe(true);
    await ada.say(`${(said += 1)}`);
    heard.push(...(await reader.texts(2)));
    ({ lastEventId } = reader);
    await reader.cancel();
  }
  expect(heard).toEqual(Array.from({ length: said }, (_, index) => `${index + 1}`));
});

test("R9.1-3 Last-Event-ID wins over since, good or bad; an empty one is none", async () => {
  const { deployment, room, epoch } = await talk("both", "one", "two", "three");
  const since = `${epoch}:2`;
  const good = await follow(deployment, room, { since, lastEventId: `${epoch}:1` });
  expect(await good.texts(2)).toEqual(["two", "three"]);
  expect((await follow(deployment, room, { since, lastEventId: "nonsense" })).welcome.recovered).toBe(false);
  expect((await follow(deployment, room, { since: "nonsense", lastEventId: since })).welcome.recovered).toBe(true);
  const none = await follow(deployment, room, { since, lastEventId: "" });
  expect(await none.texts()).toEqual(["three"]);
});

const BAD_CURSORS = {
  malformed: () => "nonsense",
  "of another epoch": () => "deadbeef:1",
  "above the head": (epoch: string) => `${epoch}:4`,
  negative: (epoch: string) => `${epoch}:-1`,
  "of the empty room but not its start": () => "0:1",
  "of 8,000 characters": (epoch: string) => `${epoch}:${"1".repeat(8000)}`,
  "with what is no letter": (epoch: string) => `${epoch}:3; drop`,
};

test.for(Object.entries(BAD_CURSORS))("R9.1-3 a cursor %s is none, by header and by query", async ([, cursor]) => {
  const { deployment, room, epoch } = await talk("bad-cursor", "one", "two", "three");
  for (const following of [{ lastEventId: cursor(epoch) }, { since: cursor(epoch) }]) {
    const reader = await follow(deployment, room, following);
    expect(reader.welcome.recovered).toBe(false);
    expect(reader.welcome.snapshot?.messages.map(({ text }) => text)).toEqual(["one", "two", "three"]);
    expect(reader.ids()).toEqual([`${epoch}:3`]);
  }
});

test("R9.1-3 0:0 suits the empty room, and goes on once its log begins", async () => {
  const { deployment, room, ada } = await talk("start");
  const reader = await follow(deployment, room, { lastEventId: "0:0" });
  expect(reader.welcome).toMatchObject({ recovered: true, epoch: "0", head: 0 });
  const { lastEventId } = reader;
  await reader.cancel();
  await ada.say("one");
  expect(await (await follow(deployment, room, { lastEventId })).texts()).toEqual(["one"]);
});

test("R2-2 two readers and a socket see the same, in the same order", async () => {
  const { deployment, room, ada } = await talk("two");
  const readers = [await follow(deployment, room), await follow(deployment, room)];
  const bob = await deployment.join(room, await regular("Bob"));
  await Promise.all(["1", "2", "3", "4", "5"].flatMap((text) => [ada.say(`a${text}`), bob.say(`b${text}`)]));
  const seen = await ada.events(10);
  for (const reader of readers) expect(await reader.events(10)).toEqual(seen);
});

test("R9.1-7 a member is here once, however many streams; whoever has no token is in no roster", async () => {
  const { deployment, room, ada } = await talk("presence");
  const { token, id } = await deployment.guest("Bo");
  const first = await follow(deployment, room, { token });
  expect(first.welcome.you).toMatchObject({ id, name: "Bo" });
  expect(first.welcome.session).toBeUndefined();
  expect(await ada.next("presence", ({ joined }) => joined?.[0]?.id === id)).toMatchObject({ count: 2 });
  const second = await follow(deployment, room, { token });
  const unseen = await follow(deployment, room);
  expect(unseen.welcome.you).toMatchObject({ id: expect.stringMatching(/^r_[A-Za-z0-9_-]{22}$/), name: "" });
  expect(unseen.welcome.members).toMatchObject({ count: 2, complete: true });
  await Promise.all([first.cancel(), unseen.cancel()]);
  await ada.say("still here");
  await second.texts();
  await ada.caughtUp();
  expect(ada.untaken("presence")).toEqual([]);
  const members = await deployment.get(`/api/rooms/${room}/members`);
  expect(await members.json()).toMatchObject({ count: 2 });
});

test("R9.1-4 R3-5 a bad token is 401, and touches no room", async () => {
  const deployment = new Deployment();
  for (const { token, code, what } of await badTokens()) {
    const refusal = await askToFollow(deployment, newRoom("bad-token"), { token });
    expect(await problemIn(refusal), what).toMatchObject({ status: 401, code });
  }
  expect(deployment.touched).toEqual([]);
});

test("R9.1-4 a foreign origin is 403, a name that is none 400, a room out of reach 503: problems all", async () => {
  const deployment = new Deployment();
  const foreign = await askToFollow(deployment, "lobby", { headers: { origin: "https://evil.example" } });
  expect(await problemIn(foreign)).toMatchObject({ status: 403, code: "forbidden" });
  expect(await problemIn(await askToFollow(deployment, "UPPER"))).toMatchObject({ status: 400, code: "invalid" });
  expect(deployment.touched).toEqual([]);
  deployment.roomFault = Object.assign(new Error("busy"), { overloaded: true });
  const busy = await askToFollow(deployment, "lobby");
  expect(busy.headers.get("retry-after")).toBe("2");
  expect(await problemIn(busy)).toMatchObject({ status: 503, code: "overloaded" });
});

test("R9-3 pages of allowed origins may follow", async () => {
  const deployment = new Deployment({ ALLOWED_ORIGINS: "https://friend.example" });
  const reader = await follow(deployment, newRoom("cors"), { headers: { origin: "https://friend.example" } });
  expect(reader.headers.get("access-control-allow-origin")).toBe("https://friend.example");
});

test("R9-13 HEAD opens no stream and answers as GET would, refusals too", async () => {
  const deployment = new Deployment();
  const path = `/api/rooms/${newRoom("head")}/events`;
  const head = await deployment.fetch(path, { method: "HEAD" });
  expect(head.status).toBe(200);
  expect(head.headers.get("content-type")).toBe("text/event-stream");
  expect(await head.text()).toBe("");
  const refused = await deployment.fetch(path, { method: "HEAD", headers: { authorization: "Bearer x" } });
  expect(refused.status).toBe(401);
  expect(deployment.touched).toEqual([]);
});

test("R9.1-4 a ticket lets an EventSource of another site in, as the member it was made for", async () => {
  const deployment = new Deployment();
  const room = newRoom("ticket");
  const { token, id } = await deployment.guest("Ada");
  const made = await deployment.post("/api/session/ticket", { room }, { authorization: `Bearer ${token}` });
  const body: unknown = await made.json();
  const { ticket } = body as { ticket: string };
  const response = await deployment.get(`/api/rooms/${room}/events?ticket=${ticket}`);
  expect(response.status).toBe(200);
  await response.body?.cancel();
  const stream = await follow(deployment, room, { token });
  expect(stream.welcome.you.id).toBe(id);
});

test("R9.1-5 R11-2 past its token's end a reader hears no event: a fault, a close with 4401, the end", async () => {
  const { deployment, room, ada } = await talk("expired", "before");
  const { token } = await guestAged(SESSION_MS - 2000, "Bo");
  const reader = await follow(deployment, room, { token });
  await new Promise((resolve) => setTimeout(resolve, 2100));
  await ada.say("after");
  expect(await reader.next("error")).toMatchObject({ code: "expired" });
  expect(await reader.closed).toEqual({ code: 4401, reason: "expired" });
  await reader.ended;
  const named = reader.seen.flatMap((item) => (item.kind === "event" ? [item.event] : []));
  expect(named.slice(-2)).toEqual(["fault", "close"]);
  expect(named).not.toContain("events");
  const { lastEventId } = reader;
  expect(await problemIn(await askToFollow(deployment, room, { token, lastEventId }))).toMatchObject({ status: 401 });
  // As anybody it goes on where it stood.
  expect(await (await follow(deployment, room, { lastEventId })).texts()).toEqual(["after"]);
});
