// The clients that people generate from the .proto file, over real HTTP: Connect in both forms, and gRPC-Web.

import { readFileSync } from "node:fs";
import { Agent } from "node:http";
import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { createConnectTransport, createGrpcWebTransport } from "@connectrpc/connect-node";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { RoomService, type SubscribeResponse } from "../../src/edge/rpc/hubbub.v1_pb.ts";
import { newId, newRoom } from "../support/person.ts";
import { GONE_WITHIN_MS, type Guest, guest, say, untilPresent } from "./people.ts";

const origin = inject("rpcOrigin");
// A call that is refused for its size is answered before all of it was read, and ends its connection: no other call has that one.
const agent = new Agent({ keepAlive: false });
const options = { baseUrl: origin, httpVersion: "1.1", nodeOptions: { agent } } as const;
const TRANSPORTS = [
  { name: "Connect in proto", transport: createConnectTransport({ ...options, useBinaryFormat: true }) },
  { name: "Connect in JSON", transport: createConnectTransport({ ...options, useBinaryFormat: false }) },
  { name: "gRPC-Web", transport: createGrpcWebTransport(options) },
];

let ada: Guest;
let bob: Guest;
beforeAll(async () => {
  [ada, bob] = [await guest(origin, "Ada"), await guest(origin, "Bob")];
});
const as = ({ token }: Guest) => ({ headers: { authorization: `Bearer ${token}` } });

describe.concurrent.for(TRANSPORTS)("over $name", ({ transport }) => {
  const client = createClient(RoomService, transport);

  test("R12-7 R12-6 messages are sent once for each id, and read back", async ({ expect }) => {
    const room = newRoom("node-unary");
    const message = { room, id: newId(), text: "Hello", data: '{"build":7}' };
    const first = await client.publish(message, as(ada));
    expect(first).toMatchObject({ seq: 1n, repeated: false });
    expect(await client.publish(message, as(ada))).toMatchObject({ seq: 1n, at: first.at, repeated: true });
    expect(await refusal(client.publish({ ...message, text: "other" }, as(ada)))).toEqual([
      Code.AlreadyExists,
      "id_conflict",
    ]);
    expect((await client.history({ room })).messages).toMatchObject([
      { seq: 1n, text: "Hello", data: '{"build":7}', by: { id: ada.id, name: "Ada" } },
    ]);
  });

  test("R12-7 R12-9 a poll is asked, voted in and closed, and its message and a stream say so", async ({ expect }) => {
    const room = newRoom("node-poll");
    await client.publish({ room, text: "Lunch?", poll: { options: ["Soup", "Salad"] }, mentions: [bob.id] }, as(ada));
    const vote = { room, id: newId(), message: 1n, options: [1] };
    expect(await client.vote(vote, as(bob))).toMatchObject({ id: vote.id, seq: 2n });
    expect(await client.vote(vote, as(bob))).toMatchObject({ id: vote.id, seq: 2n });
    expect(await refusal(client.vote({ ...vote, id: newId(), options: [2] }, as(bob)))).toEqual([
      Code.InvalidArgument,
      "invalid",
    ]);
    expect(await refusal(client.closePoll({ room, message: 1n }, as(bob)))).toEqual([
      Code.PermissionDenied,
      "forbidden",
    ]);
    expect(await client.closePoll({ room, message: 1n }, as(ada))).toMatchObject({ seq: 3n });
    const poll = { question: "Lunch?", options: ["Soup", "Salad"], votes: [0n, 1n], voters: 1n };
    expect((await client.history({ room }, as(bob))).messages).toMatchObject([
      { poll: { ...poll, closedAt: expect.any(BigInt) }, myVotes: [1], mentions: [bob.id] },
    ]);
    const events = [];
    for await (const { frame } of client.subscribe({ room, since: "0:0" })) {
      if (frame.case === "events") events.push(...frame.value.events);
      if (events.length >= 3) break;
    }
    expect(events.map(({ body }) => body)).toMatchObject([
      { case: "message", value: { poll: { question: "Lunch?", options: ["Soup", "Salad"] } } },
      { case: "voted", value: { message: 1n, options: [1], votes: [0n, 1n], voters: 1n } },
      { case: "closed", value: { message: 1n } },
    ]);
    expect(await client.leave({ room }, as(bob))).toMatchObject({ seq: 0n });
  });

  test("R12-8 what is wrong is refused, and stored nowhere", async ({ expect }) => {
    const room = newRoom("node-refused");
    const publish = (message: object, who = as(ada)) => refusal(client.publish({ room, text: "x", ...message }, who));
    expect(await publish({}, { headers: { authorization: "Bearer a.b.c" } })).toEqual([
      Code.Unauthenticated,
      "unauthenticated",
    ]);
    expect(await publish({ room: "No Room" })).toEqual([Code.InvalidArgument, "invalid"]);
    expect(await publish({ text: "x".repeat(8001) })).toEqual([Code.InvalidArgument, "too_large"]);
    expect(await publish({ text: "x".repeat(300_000) })).toEqual([Code.InvalidArgument, "too_large"]);
    expect(await publish({ data: "{" })).toEqual([Code.InvalidArgument, "invalid"]);
    expect(await publish({ replyTo: 7n })).toEqual([Code.NotFound, "not_found"]);
    expect((await client.history({ room })).head).toBe(0n);
  });

  test("R12-9 a stream is live, and after it broke it goes on where it was: nothing lost, nothing twice", async ({
    expect,
  }) => {
    const room = newRoom("node-stream");
    let cursor = "0:0";
    const heard: string[] = [];
    const listen = async (until: number): Promise<void> => {
      const gone = new AbortController();
      try {
        for await (const response of client.subscribe({ room, since: cursor }, { signal: gone.signal })) {
          heard.push(...textsIn(response));
          ({ cursor } = response);
          if (heard.length >= until) gone.abort();
        }
      } catch (error) {
        if (ConnectError.from(error).code !== Code.Canceled) throw error;
      }
    };
    const said = Array.from({ length: 12 }, (_, index) => `message ${index + 1}`);
    const speaking = (async () => {
      for (const text of said) await say(origin, room, bob, text);
    })();
    await listen(3);
    await listen(4);
    await speaking;
    await listen(12);
    expect(heard).toEqual(said);
    expect(cursor).toMatch(/:12$/);
  });

  test("R12-12 whoever cancels has left the room, at the second heartbeat at the latest", async () => {
    const room = newRoom("node-cancel");
    const gone = new AbortController();
    const stream = client.subscribe({ room }, { ...as(bob), signal: gone.signal })[Symbol.asyncIterator]();
    await stream.next();
    await untilPresent(origin, room, ["Bob"], 5_000);
    gone.abort();
    await untilPresent(origin, room, [], GONE_WITHIN_MS);
  });

  test("R12-10 a silent room's stream has a heartbeat every 15 s, with the cursor", async ({ expect }) => {
    const room = newRoom("node-heartbeat");
    const gone = new AbortController();
    const stream = client.subscribe({ room }, { signal: gone.signal })[Symbol.asyncIterator]();
    await stream.next();
    const since = performance.now();
    const { value } = await stream.next();
    expect(value).toMatchObject({ cursor: "0:0", frame: { case: "heartbeat" } });
    expect(performance.now() - since).toBeLessThan(20_000);
    gone.abort();
  });

  test("R12-6 a bad token ends a stream before it begins", async ({ expect }) => {
    const stream = client.subscribe({ room: newRoom("node-token") }, { headers: { authorization: "Bearer a.b.c" } });
    expect(await refusal(stream[Symbol.asyncIterator]().next())).toEqual([Code.Unauthenticated, "unauthenticated"]);
  });
});

test("R12-5 the .proto file is served, as it is in the repository", async () => {
  const response = await fetch(`${origin}/api/hubbub.v1.proto`);
  expect(response.status).toBe(200);
  expect(await response.text()).toBe(readFileSync("public/api/hubbub.v1.proto", "utf8"));
});

async function refusal(call: Promise<unknown>): Promise<[Code, string | null]> {
  try {
    await call;
  } catch (error) {
    const { code, metadata } = ConnectError.from(error);
    return [code, metadata.get("hubbub-code")];
  }
  throw new Error("the call should have been refused, and was not");
}

function textsIn({ frame }: SubscribeResponse): string[] {
  if (frame.case !== "events") return [];
  return frame.value.events.map(({ body }) => (body.case === "message" ? body.value.text : `(${body.case})`));
}
