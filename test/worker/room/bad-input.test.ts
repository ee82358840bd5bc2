// What bad input gets: a typed error, nothing stored, nobody disturbed, the room awake and well.

import { expect, test } from "vitest";
import { enter, newRoom } from "./enter.ts";

const nested = (depth: number) => `{"type":"send","id":"n","text":"x","data":${"[".repeat(depth)}${"]".repeat(depth)}}`;
const send = (fields: object) => JSON.stringify({ type: "send", id: "i", text: "x", ...fields });

const refused: readonly [what: string, frame: string, code: string][] = [
  ["broken JSON", "{", "bad_frame"],
  ["no JSON", "Hello", "bad_frame"],
  ["an empty frame", "", "bad_frame"],
  ["an array", '[{"type":"send"}]', "bad_frame"],
  ["a number", "1", "bad_frame"],
  ["null", "null", "bad_frame"],
  ["a string", '"send"', "bad_frame"],
  ["no type", "{}", "bad_frame"],
  ["a type that is no string", '{"type":1}', "bad_frame"],
  ["an unknown type", '{"type":"shout"}', "unknown_type"],
  ["a type from the prototype", '{"type":"toString"}', "unknown_type"],
  ["a type in __proto__", '{"__proto__":{"type":"send","id":"i","text":"x"}}', "bad_frame"],
  ["fields in __proto__", '{"type":"send","__proto__":{"id":"i","text":"x"}}', "invalid"],
  ["a heartbeat not byte for byte", '{ "type": "ping" }', "unknown_type"],
  ["30,000 nested brackets", nested(15_000), "too_large"],
  ["130,000 nested brackets", nested(65_000), "too_large"],
  ["130,000 opening brackets", "[".repeat(130_000), "bad_frame"],
  ["no id", JSON.stringify({ type: "send", text: "x" }), "invalid"],
  ["an empty id", send({ id: "" }), "invalid"],
  ["an id of 65 characters", send({ id: "x".repeat(65) }), "invalid"],
  ["an id with a space", send({ id: "a b" }), "invalid"],
  ["an id that is a number", send({ id: 1 }), "invalid"],
  ["no text", JSON.stringify({ type: "send", id: "i" }), "invalid"],
  ["an empty text", send({ text: "" }), "invalid"],
  ["a text that is no string", send({ text: ["x"] }), "invalid"],
  ["an unpaired surrogate", '{"type":"send","id":"i","text":"\\ud83d"}', "invalid"],
  ["U+0000", '{"type":"send","id":"i","text":"a\\u0000b"}', "invalid"],
  ["8,001 characters", send({ text: "x".repeat(8001) }), "too_large"],
  ["8,001 characters of two units", send({ text: "👍".repeat(8001) }), "too_large"],
  ["data of more than 4 KiB", send({ data: "x".repeat(4095) }), "too_large"],
  ["a reply to 0", send({ replyTo: 0 }), "invalid"],
  ["a reply to half", send({ replyTo: 1.5 }), "invalid"],
  ["a reply past what numbers hold", send({ replyTo: 2 ** 53 }), "invalid"],
  ["attachments that are no list", send({ attachments: {} }), "invalid"],
  [
    "eleven attachments",
    send({
      attachments: Array.from({ length: 11 }, () => ({ url: "https://x.example/", name: "n", type: "t", size: 1 })),
    }),
    "too_large",
  ],
  [
    "an attachment of javascript:",
    send({ attachments: [{ url: "javascript:alert(1)", name: "n", type: "t", size: 1 }] }),
    "invalid",
  ],
  ["a history limit of 0", '{"type":"history","id":"i","limit":0}', "invalid"],
  ["a history limit of 101", '{"type":"history","id":"i","limit":101}', "invalid"],
  ["a history limit of -1", '{"type":"history","id":"i","limit":-1}', "invalid"],
  ["a history limit of 1e9", '{"type":"history","id":"i","limit":1e9}', "invalid"],
  ["a history of both ends", '{"type":"history","id":"i","before":9,"after":1}', "invalid"],
  ["an empty name", '{"type":"rename","id":"i","name":""}', "invalid"],
  ["a name of spaces", '{"type":"rename","id":"i","name":"   "}', "invalid"],
  ["a name with bidi controls", '{"type":"rename","id":"i","name":"a\\u202eb"}', "invalid"],
  ["a name with a zero-width space", '{"type":"rename","id":"i","name":"a\\u200bb"}', "invalid"],
  ["a name of 65 characters", JSON.stringify({ type: "rename", id: "i", name: "x".repeat(65) }), "invalid"],
  ["typing that is no boolean", '{"type":"typing","on":"yes"}', "invalid"],
  ["reading up to a fraction", '{"type":"read","upTo":1.5}', "invalid"],
  ["a signal without a name", '{"type":"signal","data":1}', "invalid"],
  ["a signal without data", '{"type":"signal","name":"x"}', "invalid"],
  ["a resume without a cursor", '{"type":"resume"}', "invalid"],
];

test.each(refused)("R6-1 %s is refused", async (_, frame, code) => {
  const room = newRoom("bad");
  const bob = await enter(room, "Bob");
  const alice = await enter(room, "Alice");
  alice.raw(frame);
  const error = await alice.next("error");
  expect(error).toMatchObject({ code });
  expect(error.message).toMatch(/^unable to [a-z ]+; /);
  expect(error.id).toBe(
    /"id":"i"/.test(frame) && !frame.includes("__proto__") ? "i" : frame.includes('"id":"n"') ? "n" : undefined,
  );
  const after = await enter(room, "Carol");
  expect(after.welcome).toMatchObject({ epoch: "0", head: 0, members: { count: 3 } });
  // The connection stays, and the room is well.
  expect((await alice.say("well")).seq).toBe(1);
  expect(await bob.texts()).toEqual(["well"]);
  expect(bob.untaken("error")).toEqual([]);
});

test("R4-1 8,000 characters of two units each are a message", async () => {
  const alice = await enter(newRoom("longest"), "Alice");
  expect((await alice.say("👍".repeat(8000))).seq).toBe(1);
});

test("R4-2 data as deep as 4 KiB allow comes back as it was", async () => {
  const room = newRoom("deep");
  const alice = await enter(room, "Alice");
  alice.raw(nested(2048));
  expect(await alice.next("ack")).toMatchObject({ id: "n", seq: 1 });
  const [event] = await alice.events();
  expect(JSON.stringify(event)).toContain("[".repeat(2048));
  expect((await enter(room, "Bob")).welcome.snapshot?.messages).toHaveLength(1);
});

test("data with __proto__ keys is data", async () => {
  const room = newRoom("proto");
  const alice = await enter(room, "Alice");
  alice.raw('{"type":"send","id":"i","text":"x","data":{"__proto__":{"polluted":true}}}');
  await alice.next("ack");
  const [event] = await alice.events();
  expect(JSON.stringify(event)).toContain('"data":{"__proto__":{"polluted":true}}');
  expect(Reflect.get({}, "polluted")).toBeUndefined();
});
