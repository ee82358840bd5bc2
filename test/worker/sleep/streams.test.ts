// A room sleeps behind an open stream and a waiting poll, wakes for a message, and the reader gets it.

import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { Deployment } from "../edge/deployment.ts";
import { enter, newRoom, roomObject } from "../room/enter.ts";
import { follow } from "../streams/follower.ts";
import { hasSlept, idle } from "./asleep.ts";

/** A room in which somebody has spoken, and a reader who follows it as a member. */
async function followed(hint: string) {
  const room = newRoom(hint);
  const deployment = new Deployment();
  const alice = await enter(room, "Alice");
  const { token } = await deployment.guest("Bo");
  const reader = await follow(deployment, room, { token });
  await alice.say("before");
  expect(await reader.texts()).toEqual(["before"]);
  expect(await hasSlept(room)).toBe(false);
  return { room, deployment, alice, reader, token };
}

test("R9.1-9 a room that is put to sleep keeps its streams: the next message reaches them, and presence is as it was", async () => {
  const { room, deployment, alice, reader } = await followed("put-to-sleep");
  const { lastEventId } = reader;
  const waiting = deployment.get(`/api/rooms/${room}/poll?since=${lastEventId}`);
  await expect.poll(() => sockets(room)).toBe(3);
  for (let night = 0; night < 3; night += 1) {
    await evictDurableObject(roomObject(room));
    await alice.say(`after night ${night}`);
    expect(await reader.texts()).toEqual([`after night ${night}`]);
  }
  expect(await (await waiting).json()).toMatchObject({ events: [{ text: "after night 0" }], recovered: true });
  expect((await enter(room, "Carol")).welcome.members.count).toBe(3);
});

describe.concurrent("R9.1-9 in real time", () => {
  test("an open stream and a waiting poll do not keep a room awake", async () => {
    const { room, deployment, alice, reader } = await followed("streamed");
    const waiting = deployment.get(`/api/rooms/${room}/poll?since=${reader.lastEventId}`);
    await idle();
    expect(await hasSlept(room)).toBe(true);
    await alice.say("after");
    expect(await reader.texts()).toEqual(["after"]);
    expect(await (await waiting).json()).toMatchObject({ events: [{ text: "after" }] });
  });

  test("control: a stream held in the object itself does", async () => {
    const { room } = await followed("held-inside");
    const stop = await runInDurableObject(roomObject(room), () => {
      const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
      const writer = writable.getWriter();
      const heartbeat = setInterval(() => void writer.write(new TextEncoder().encode(": \n\n")), 15_000);
      const reading = readable.getReader().read();
      return async () => {
        clearInterval(heartbeat);
        await writer.close();
        await reading;
      };
    });
    await idle();
    expect(await hasSlept(room)).toBe(false);
    await runInDurableObject(roomObject(room), stop);
  });
});

function sockets(room: string): Promise<number> {
  return runInDurableObject(roomObject(room), (_room, state) => state.getWebSockets().length);
}
