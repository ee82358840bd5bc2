// Publish and History in every protocol: what they give, and what they refuse.

import { describe, expect, test } from "vitest";
import { Deployment, newId, newRoom, SECRET } from "../edge/deployment.ts";
import { DAY_MS, guestAged } from "../edge/tokens.ts";
import { clientOf, PROTOCOLS, refusalOf } from "./rpc-client.ts";

describe.for(PROTOCOLS)("over %s", (protocol) => {
  async function meet(hint: string) {
    const deployment = new Deployment();
    const room = newRoom(hint);
    const { token, guest } = await guestAged(DAY_MS, "Ada");
    return { deployment, room, member: guest.id, token, ada: clientOf(deployment, protocol, token) };
  }

  test("R12-7 a message is sent once for each id", async () => {
    const { deployment, room, member, ada } = await meet("rpc-publish");
    const bob = await deployment.join(room, { name: "Bob" });
    const message = { room, id: newId(), text: "Hello", data: '{"build":[7]}' };
    const first = await ada.publish(message);
    expect(first).toMatchObject({ id: message.id, seq: 1n, repeated: false });
    expect(first.at).toBeGreaterThan(1_700_000_000_000n);
    expect(await ada.publish(message)).toEqual({ ...first, repeated: true });
    expect(await refusalOf(ada.publish({ ...message, text: "Bye" }))).toEqual({
      code: "AlreadyExists",
      hubbub: "id_conflict",
    });
    await ada.publish({ room, text: "an answer", replyTo: 1n, thread: 1n });
    expect(await bob.events(2)).toMatchObject([
      { seq: 1, by: { id: member, name: "Ada" }, text: "Hello", data: { build: [7] } },
      { seq: 2, text: "an answer", replyTo: 1, thread: 1 },
    ]);
  });

  test("R12-7 without an id each call is a message of its own", async () => {
    const { room, ada } = await meet("rpc-no-id");
    const sent = [await ada.publish({ room, text: "twice" }), await ada.publish({ room, text: "twice" })];
    expect(sent.map(({ seq }) => seq)).toEqual([1n, 2n]);
    expect(new Set(sent.map(({ id }) => id)).size).toBe(2);
  });

  test("R12-6 history goes both ways, also without a token", async () => {
    const { deployment, room, ada } = await meet("rpc-history");
    for (const text of ["one", "two", "three"]) await ada.publish({ room, text, data: `"${text}"` });
    const anybody = clientOf(deployment, protocol);
    const page = await anybody.history({ room, limit: 2 });
    expect(page).toMatchObject({ more: true, head: 3n });
    expect(page.messages).toMatchObject([
      { seq: 2n, text: "two", data: '"two"' },
      { seq: 3n, text: "three", by: { name: "Ada" } },
    ]);
    expect((await anybody.history({ room, before: 2n })).messages).toMatchObject([{ text: "one" }]);
    expect(await anybody.history({ room, after: 0n, limit: 1 })).toMatchObject({ messages: [{ seq: 1n }], more: true });
  });

  test("R12-6 without a token nobody publishes, and a bad one is refused everywhere", async () => {
    const { deployment, room } = await meet("rpc-token");
    const message = { room, text: "x" };
    expect(await refusalOf(clientOf(deployment, protocol).publish(message))).toEqual({
      code: "Unauthenticated",
      hubbub: "unauthenticated",
    });
    const mallory = clientOf(deployment, protocol, "a.b.c");
    for (const call of [mallory.publish(message), mallory.history({ room })]) {
      expect(await refusalOf(call)).toEqual({ code: "Unauthenticated", hubbub: "unauthenticated" });
    }
    expect(deployment.touched).toEqual([]);
  });

  const WRONG = [
    { what: "no room", message: { room: "", text: "x" }, hubbub: "invalid" },
    { what: "a room of another form", message: { room: "No Room", text: "x" }, hubbub: "invalid" },
    { what: "no text", message: { text: "" }, hubbub: "invalid" },
    { what: "U+0000", message: { text: "a\u0000b" }, hubbub: "invalid" },
    { what: "too much text", message: { text: "x".repeat(8001) }, hubbub: "too_large" },
    { what: "an id of another form", message: { text: "x", id: "not an id" }, hubbub: "invalid" },
    { what: "data that is no JSON", message: { text: "x", data: "{" }, hubbub: "invalid" },
    { what: "too much data", message: { text: "x", data: `"${"x".repeat(5000)}"` }, hubbub: "too_large" },
    { what: "an answer to nothing", message: { text: "x", replyTo: -1n }, hubbub: "invalid" },
    { what: "a seq that JSON cannot hold", message: { text: "x", thread: 2n ** 53n }, hubbub: "invalid" },
    { what: "a call of more than 128 KiB", message: { text: "x".repeat(140_000) }, hubbub: "too_large" },
  ] as const;

  test.for(WRONG)("R12-8 $what is refused as $hubbub, and touches no room", async ({ message, hubbub }) => {
    const { deployment, room, ada } = await meet("rpc-wrong");
    expect(await refusalOf(ada.publish({ room, ...message }))).toEqual({ code: "InvalidArgument", hubbub });
    expect(deployment.touched).toEqual([]);
  });

  test.for([{ before: 0n }, { before: 1n, after: 1n }, { after: -1n }, { limit: 0 }, { limit: 101 }])(
    "R12-8 a history of %o is invalid",
    async (range) => {
      const { deployment, room, ada } = await meet("rpc-range");
      expect(await refusalOf(ada.history({ room, ...range }))).toEqual({ code: "InvalidArgument", hubbub: "invalid" });
      expect(deployment.touched).toEqual([]);
    },
  );

  test("R12-8 an answer to what is not there is not found", async () => {
    const { room, ada } = await meet("rpc-not-found");
    expect(await refusalOf(ada.publish({ room, text: "x", replyTo: 7n }))).toEqual({
      code: "NotFound",
      hubbub: "not_found",
    });
  });

  test("R12-8 who says too much at once is told when to come back", async () => {
    const { room, ada } = await meet("rpc-rate");
    const calls = await Promise.allSettled(Array.from({ length: 25 }, (_, i) => ada.publish({ room, text: `${i}` })));
    const refused = calls.flatMap((call) => (call.status === "rejected" ? [call.reason] : []));
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]).toMatchObject({ code: 8 });
    expect(Number(refused[0].metadata.get("retry-after"))).toBeGreaterThan(0);
    expect(refused[0].metadata.get("hubbub-code")).toBe("rate_limited");
  });
});

test("R12-8 a fault of ours says nothing of itself", async () => {
  const deployment = new Deployment({ AUTH_SECRET: SECRET });
  deployment.roomFault = new Error("a secret of the inside");
  const anybody = clientOf(deployment, "Connect in JSON");
  await expect(anybody.history({ room: "lobby" })).rejects.toMatchObject({
    code: 13,
    rawMessage: "unable to answer; the server is at fault",
  });
});

test("R12-5 a page of history by GET, as a link", async () => {
  const deployment = new Deployment();
  const room = newRoom("rpc-get");
  await clientOf(deployment, "Connect in JSON", (await deployment.guest("Ada")).token).publish({ room, text: "seen" });
  const query = new URLSearchParams({ encoding: "json", message: JSON.stringify({ room }) });
  const response = await deployment.get(`/hubbub.v1.RoomService/History?${query.toString()}`);
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ messages: [{ seq: "1", text: "seen" }], head: "1" });
});
