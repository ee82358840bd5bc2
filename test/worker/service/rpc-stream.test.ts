// Subscribe in every protocol: what comes, in which order, and how it ends.

import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import * as v from "valibot";
import { afterEach, describe, expect, test, vi } from "vitest";
import { SESSION_MS } from "../../../src/protocol/limits.ts";
import { Deployment, newId, newRoom } from "../edge/deployment.ts";
import { guestAged, regular } from "../edge/tokens.ts";
import { principal, roomObject } from "../room/enter.ts";
import { hasSlept, idle } from "../sleep/asleep.ts";
import { clientOf, PROTOCOLS, refusalOf, Subscriber } from "./rpc-client.ts";

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe.for(PROTOCOLS)("over %s", (protocol) => {
  async function meet(hint: string) {
    const deployment = new Deployment();
    const room = newRoom(hint);
    const ada = await deployment.join(room, await regular("Ada"));
    const anybody = clientOf(deployment, protocol);
    const follow = (since = "") => new Subscriber(anybody.subscribe({ room, since }));
    return { deployment, room, ada, follow };
  }

  test("R12-9 the first response is a welcome with what is there, and then comes what is said", async () => {
    const { room, ada, follow } = await meet("rpc-live");
    await ada.say("before");
    const bob = follow();
    const welcome = await bob.nextOf("welcome");
    expect(welcome).toMatchObject({ recovered: false, head: 1n, room: { name: room, guests: true } });
    expect(welcome.members).toMatchObject({ count: 1n, complete: true, list: [{ name: "Ada", role: "member" }] });
    expect(welcome.snapshot?.messages).toMatchObject([{ seq: 1n, text: "before", by: { name: "Ada" } }]);
    expect(bob.cursor).toBe(`${welcome.epoch}:1`);
    await ada.say("after");
    expect(await bob.texts(1)).toEqual(["after"]);
    expect(bob.cursor).toBe(`${welcome.epoch}:2`);
  });

  test("R12-9 after a cursor nothing is missed or doubled, and 0:0 is the beginning", async () => {
    const { ada, follow } = await meet("rpc-resume");
    const first = follow();
    await first.nextOf("welcome");
    for (const text of ["1", "2", "3"]) await ada.say(text);
    expect(await first.texts(2)).toEqual(["1", "2"]);
    const again = follow(first.cursor);
    for (const text of ["4", "5"]) await ada.say(text);
    expect((await again.nextOf("welcome")).recovered).toBe(true);
    expect(again.cursor).toBe(first.cursor);
    const seen = Number(first.cursor.split(":")[1]);
    expect(await again.texts(5 - seen)).toEqual(["1", "2", "3", "4", "5"].slice(seen));
    const whole = follow("0:0");
    await whole.nextOf("welcome");
    expect(await whole.texts(5)).toEqual(["1", "2", "3", "4", "5"]);
  });

  const BAD_CURSORS = [
    { what: "nonsense", since: "nonsense" },
    { what: "a cursor ahead of the room", since: "0:7" },
    { what: "one of another log", since: "other:1" },
    { what: "a number", since: "-1" },
    { what: "one that is too long", since: `${"e".repeat(200)}:1` },
  ];

  test.for(BAD_CURSORS)("R12-9 from $what nobody goes on: a snapshot", async ({ since }) => {
    const { ada, follow } = await meet("rpc-cursor");
    await ada.say("there");
    const welcome = await follow(since).nextOf("welcome");
    expect(welcome).toMatchObject({ recovered: false, snapshot: { messages: [{ text: "there" }] } });
  });

  test("R12-9 whoever follows from before the room's first event has its epoch with that event", async () => {
    const { ada, follow } = await meet("rpc-epoch");
    const bob = follow();
    await bob.nextOf("welcome");
    expect(bob.cursor).toBe("0:0");
    await ada.say("first");
    expect((await bob.nextOf("events")).epoch).toMatch(/^[0-9a-f]{32}$/);
    expect(bob.cursor).toMatch(/^[0-9a-f]{32}:1$/);
  });

  test("R12-6 a bad token, and a room that is not there, end it before a welcome", async () => {
    const { deployment, room } = await meet("rpc-refused");
    const mallory = clientOf(deployment, protocol, "a.b.c");
    expect(await refusalOf(new Subscriber(mallory.subscribe({ room })).next())).toEqual({
      code: "Unauthenticated",
      hubbub: "unauthenticated",
    });
    const anybody = clientOf(deployment, protocol);
    const refusal = (name: string) => refusalOf(new Subscriber(anybody.subscribe({ room: name })).next());
    expect(await refusal("No Room")).toEqual({ code: "InvalidArgument", hubbub: "invalid" });
    expect(await refusal("p-abcdefghijklmnopqrstuvwxyz")).toEqual({ code: "NotFound", hubbub: "not_found" });
  });

  test("R12-11 where the room is lost it ends well, and what was missed is there after the cursor", async () => {
    const { deployment, room, ada, follow } = await meet("rpc-lost");
    await ada.say("1");
    const bob = follow("0:0");
    expect(await bob.texts(1)).toEqual(["1"]);
    await evictDurableObject(roomObject(room), { webSockets: "close" });
    expect(await bob.nextOf("closing")).toMatchObject({ reason: "lost" });
    expect(await bob.next()).toBeUndefined();
    const cy = await deployment.join(room, await regular("Cy"));
    await cy.say("2");
    expect(await follow(bob.cursor).texts(1)).toEqual(["2"]);
  });
});

describe("one stream", () => {
  const open = async (hint: string, token?: string) => {
    const deployment = new Deployment();
    const room = newRoom(hint);
    const subscribe = (since = "") =>
      new Subscriber(clientOf(deployment, "Connect in proto", token).subscribe({ room, since }));
    return { deployment, room, subscribe };
  };

  test("R12-6 the member of a token is here while it reads, and nobody without one is", async () => {
    const { deployment, room, subscribe } = await open("rpc-here");
    await subscribe().nextOf("welcome");
    expect(await present(deployment, room)).toEqual([]);
    const { token } = await deployment.guest("Bob");
    await new Subscriber(clientOf(deployment, "gRPC-Web in proto", token).subscribe({ room })).nextOf("welcome");
    expect(await present(deployment, room)).toEqual(["Bob"]);
  });

  test("R12-12 cancelling leaves the room at once, and is no fault", async () => {
    const logged = vi.spyOn(console, "error");
    const { deployment, room } = await open("rpc-cancel");
    const { token } = await deployment.guest("Bob");
    const body = envelope({ room });
    const response = await deployment.fetch("/hubbub.v1.RoomService/Subscribe", {
      method: "POST",
      headers: { "content-type": "application/connect+json", authorization: `Bearer ${token}` },
      body,
    });
    expect(response.status).toBe(200);
    await vi.waitFor(async () => expect(await sockets(room)).toBe(1));
    await response.body?.cancel();
    await vi.waitFor(async () => expect(await sockets(room)).toBe(0));
    expect(logged).not.toHaveBeenCalled();
  });

  test("R12-12 a deadline of the client's ends the stream and leaves the room", async () => {
    const { deployment, room } = await open("rpc-deadline");
    const bob = new Subscriber(clientOf(deployment, "Connect in proto").subscribe({ room }, { timeoutMs: 400 }));
    await bob.nextOf("welcome");
    expect(await refusalOf(bob.nextOf("closing"))).toEqual({ code: "DeadlineExceeded", hubbub: null });
    await vi.waitFor(async () => expect(await sockets(room)).toBe(0));
  });

  test("R12-9 the room sleeps under an open stream, and wakes for what is said", async () => {
    const { deployment, room, subscribe } = await open("rpc-sleep");
    const ada = await deployment.join(room, await regular("Ada"));
    await ada.say("before");
    const bob = subscribe("0:0");
    expect(await bob.texts(1)).toEqual(["before"]);
    await idle();
    expect(await hasSlept(room)).toBe(true);
    await ada.say("after");
    expect(await bob.texts(1)).toEqual(["after"]);
  });

  test("R12-10 R12-11 a heartbeat comes every 15 s, and after 5 minutes the end, with the cursor to go on from", async () => {
    const { deployment, room, subscribe } = await open("rpc-heartbeat");
    const ada = await deployment.join(room, await regular("Ada"));
    await ada.say("1");
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
    const bob = subscribe("0:0");
    expect(await bob.texts(1)).toEqual(["1"]);
    const frames: string[] = [];
    for (;;) {
      const next = bob.next();
      await vi.advanceTimersByTimeAsync(15_000);
      const frame = await next;
      if (frame === undefined) break;
      frames.push(frame.case === "closing" ? frame.value.reason : (frame.case ?? "nothing"));
    }
    expect(frames).toEqual([...Array.from({ length: 20 }, () => "heartbeat"), "renew"]);
    vi.useRealTimers();
    await ada.say("2");
    expect(await subscribe(bob.cursor).texts(1)).toEqual(["2"]);
    expect(await sockets(room)).toBeLessThanOrEqual(2);
  });

  test("R12-8 a session that ends while it reads ends the stream", async () => {
    const { token } = await guestAged(SESSION_MS - 1_500, "Bob");
    const { deployment, room, subscribe } = await open("rpc-expired", token);
    const bob = subscribe();
    await bob.nextOf("welcome");
    const ended = refusalOf(bob.nextOf("closing"));
    const ada = await deployment.join(room, await regular("Ada"));
    await vi.waitFor(
      async () => {
        await ada.say("anybody?");
        expect(await Promise.race([ended, Promise.resolve("it goes on")])).toEqual({
          code: "Unauthenticated",
          hubbub: "expired",
        });
      },
      { timeout: 10_000, interval: 400 },
    );
  });

  test("R12-11 whoever does not read is let go, and finds all of it after the cursor", async () => {
    const { room, subscribe } = await open("rpc-slow");
    const bob = subscribe();
    await bob.nextOf("welcome");
    const bytes = 12 * 1024 * 1024;
    const text = "x".repeat(8000);
    for (let said = 0; said * text.length < bytes;) {
      const who = principal(`g_${newId().replaceAll("-", "").slice(0, 22)}`);
      const burst = Array.from({ length: 20 }, () =>
        roomObject(room).command(room, who, JSON.stringify({ type: "send", id: newId(), text })),
      );
      said += (await Promise.all(burst)).filter(({ kind }) => kind === "ok").length;
    }
    expect(await bob.nextOf("closing")).toMatchObject({ reason: "too_slow" });
    const again = subscribe(bob.cursor);
    expect((await again.nextOf("welcome")).head).toBeGreaterThan(1500n);
  });
});

async function present(deployment: Deployment, room: string): Promise<string[]> {
  const response = await deployment.get(`/api/rooms/${room}/members`);
  const { list } = v.parse(v.object({ list: v.array(v.object({ name: v.string() })) }), await response.json());
  return list.map(({ name }) => name);
}

/** How many sockets the room holds, hidden ones too. */
async function sockets(room: string): Promise<number> {
  return runInDurableObject(roomObject(room), (_, state) => state.getWebSockets().length);
}

/** A message as Connect streams it: a flag, a length, JSON. */
function envelope(message: unknown): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(message));
  const bytes = new Uint8Array(5 + json.byteLength);
  new DataView(bytes.buffer).setUint32(1, json.byteLength);
  bytes.set(json, 5);
  return bytes;
}
