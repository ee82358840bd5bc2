// The codec: what bad input gets (contract 4 and 6), and that nothing at all makes it throw.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeCommand, decodeFrame, encodeCommand, encodeFrame, isFrameInSize } from "../../../src/protocol/codec.ts";
import type { ErrorCode } from "../../../src/protocol/errors.ts";
import { WELCOME_LIMITS } from "../../../src/protocol/limits.ts";

const send = (fields: Record<string, unknown>) => JSON.stringify({ type: "send", id: "m1", text: "hi", ...fields });
const history = (fields: Record<string, unknown>) => JSON.stringify({ type: "history", id: "h1", ...fields });
const rename = (name: unknown) => JSON.stringify({ type: "rename", id: "n1", name });
const brackets = (count: number) => "[".repeat(count) + "]".repeat(count);
const attachment = { url: "https://example.org/cat.png", name: "cat.png", type: "image/png", size: 1 };

describe("a frame is refused", () => {
  const cases: readonly [what: string, text: string, code: ErrorCode][] = [
    ["that is empty", "", "bad_frame"],
    ["that is broken JSON", `{"type":"send"`, "bad_frame"],
    ["with something after its JSON", `{"type":"ping"} {}`, "bad_frame"],
    ["that is an array", `[{"type":"send"}]`, "bad_frame"],
    ["that is a number", "42", "bad_frame"],
    ["that is a string", `"send"`, "bad_frame"],
    ["that is null", "null", "bad_frame"],
    ["that is true", "true", "bad_frame"],
    ["without a type", `{"id":"m1","text":"hi"}`, "bad_frame"],
    ["whose type is a number", `{"type":1}`, "bad_frame"],
    ["whose type is an object", `{"type":{"toString":"send"}}`, "bad_frame"],
    ["whose type is only on its prototype", `{"__proto__":{"type":"send","id":"m1","text":"hi"}}`, "bad_frame"],
    ["of 30,000 nested arrays", brackets(30_000), "bad_frame"],
    ["of 65,000 nested arrays", brackets(65_000), "bad_frame"],
    ["of 130,000 brackets that nothing closes", "[".repeat(130_000), "bad_frame"],
    ["of 20,000 nested objects without a type", `${`{"a":`.repeat(20_000)}1${"}".repeat(20_000)}`, "bad_frame"],
    ["of an unknown type", `{"type":"shout","id":"m1"}`, "unknown_type"],
    ["of the type __proto__", `{"type":"__proto__","id":"m1"}`, "unknown_type"],
    ["of the type constructor", `{"type":"constructor"}`, "unknown_type"],
    ["of a type in capitals", `{"type":"SEND","id":"m1","text":"hi"}`, "unknown_type"],

    ["send without an id", `{"type":"send","text":"hi"}`, "invalid"],
    ["send with an empty id", send({ id: "" }), "invalid"],
    ["send with an id of 65 characters", send({ id: "a".repeat(65) }), "invalid"],
    ["send with a space in its id", send({ id: "a b" }), "invalid"],
    ["send with a line end after its id", send({ id: "a\n" }), "invalid"],
    ["send with an umlaut in its id", send({ id: "ä" }), "invalid"],
    ["send with a number for an id", send({ id: 1 }), "invalid"],
    ["send without a text", `{"type":"send","id":"m1"}`, "invalid"],
    ["send with null for a text", send({ text: null }), "invalid"],
    ["send with a list for a text", send({ text: ["hi"] }), "invalid"],
    ["send with an empty text", send({ text: "" }), "invalid"],
    ["send with U+0000", `{"type":"send","id":"m1","text":"a\\u0000b"}`, "invalid"],
    ["send with an unpaired high surrogate", `{"type":"send","id":"m1","text":"\\ud83d"}`, "invalid"],
    ["send with an unpaired low surrogate", `{"type":"send","id":"m1","text":"a\\udc00b"}`, "invalid"],
    ["send with surrogates in the wrong order", `{"type":"send","id":"m1","text":"\\udc4d\\ud83d"}`, "invalid"],
    ["send of 8,001 characters", send({ text: "a".repeat(8001) }), "too_large"],
    ["send of 8,001 emoji", send({ text: "👍".repeat(8001) }), "too_large"],
    ["send with data of more than 4 KiB", send({ data: "a".repeat(4095) }), "too_large"],
    [
      "send with 30,000 nested arrays as data",
      `{"type":"send","id":"m1","text":"hi","data":${brackets(30_000)}}`,
      "too_large",
    ],
    ["send in reply to 0", send({ replyTo: 0 }), "invalid"],
    ["send in reply to 1.5", send({ replyTo: 1.5 }), "invalid"],
    ["send in reply to a text", send({ replyTo: "1" }), "invalid"],
    ["send in reply to 2^53", send({ replyTo: 2 ** 53 }), "invalid"],
    ["send with 11 attachments", send({ attachments: Array.from({ length: 11 }, () => attachment) }), "too_large"],
    [
      "send with a javascript: attachment",
      send({ attachments: [{ ...attachment, url: "javascript:alert(1)" }] }),
      "invalid",
    ],
    ["send with a data: attachment", send({ attachments: [{ ...attachment, url: "data:text/html,x" }] }), "invalid"],

    ["history of 0 messages", history({ limit: 0 }), "invalid"],
    ["history of 101 messages", history({ limit: 101 }), "invalid"],
    ["history of -1 messages", history({ limit: -1 }), "invalid"],
    ["history of 1e9 messages", history({ limit: 1e9 }), "invalid"],
    ["history of 1.5 messages", history({ limit: 1.5 }), "invalid"],
    ["history of 1e999 messages", `{"type":"history","id":"h1","limit":1e999}`, "invalid"],
    ["history before 0", history({ before: 0 }), "invalid"],
    ["history in both directions", history({ before: 9, after: 3 }), "invalid"],

    ["rename to nothing", rename(""), "invalid"],
    ["rename to spaces", rename("   \t "), "invalid"],
    ["rename with a bidi override", rename("abc\u202Etxt"), "invalid"],
    ["rename with a bidi isolate", rename("\u2066abc\u2069"), "invalid"],
    ["rename with a zero-width space", rename("a\u200Bb"), "invalid"],
    ["rename with a line end", rename("a\nb"), "invalid"],
    ["rename with an unpaired surrogate", `{"type":"rename","id":"n1","name":"\\ud83d"}`, "invalid"],
    ["rename to 65 characters", rename("a".repeat(65)), "invalid"],
    ["rename to 65 emoji", rename("👍".repeat(65)), "invalid"],

    ["read up to -1", `{"type":"read","upTo":-1}`, "invalid"],
    ["typing without on", `{"type":"typing"}`, "invalid"],
    ["typing with a text", `{"type":"typing","on":"true"}`, "invalid"],
    ["signal without data", `{"type":"signal","name":"wave"}`, "invalid"],
    ["signal with a name that begins with a digit", `{"type":"signal","name":"1","data":1}`, "invalid"],
    [
      "signal with data of more than 4 KiB",
      JSON.stringify({ type: "signal", name: "wave", data: "é".repeat(2048) }),
      "too_large",
    ],
    ["resume without a cursor", `{"type":"resume"}`, "invalid"],
  ];

  test.for(cases)("%s", ([, text, code]) => {
    const decoded = decodeCommand(text);
    expect(decoded.kind).toBe("refused");
    if (decoded.kind !== "refused") return;
    expect(decoded.error.code).toBe(code);
    expect(decoded.error.message).toMatch(/^unable to /);
    expect(decoded.error.message.length).toBeLessThan(300);
  });

  test("with the id of the command, so that the client knows which", () => {
    expect(decodeCommand(send({ text: "" }))).toMatchObject({ kind: "refused", id: "m1" });
    expect(decodeCommand(`{"type":"shout","id":"m1"}`)).toMatchObject({ kind: "refused", id: "m1" });
  });

  test("without an id that is outside the grammar, which is never echoed", () => {
    for (const id of ["<script>", "a".repeat(65), "", "a\u0000"])
      expect(decodeCommand(send({ id }))).not.toHaveProperty("id");
  });

  test("by its bytes before it is parsed: 131,072 are read, 131,073 are not", () => {
    expect(isFrameInSize("a".repeat(131_072))).toBe(true);
    expect(isFrameInSize("a".repeat(131_073))).toBe(false);
    expect(isFrameInSize("é".repeat(65_536))).toBe(true);
    expect(isFrameInSize(`${"é".repeat(65_536)}a`)).toBe(false);
    expect(isFrameInSize("€".repeat(43_691))).toBe(false);
  });
});

describe("a command is read", () => {
  const accepted: readonly [what: string, text: string, command: unknown][] = [
    ["send", send({}), { type: "send", id: "m1", text: "hi" }],
    ["send with everything", send({ replyTo: 1, thread: 2, data: { a: [1] }, attachments: [attachment] }), undefined],
    ["send of one space, which is kept", send({ text: " " }), { type: "send", id: "m1", text: " " }],
    [
      "send of a text that normalising would change",
      send({ text: "e\u0301 \u212B" }),
      { type: "send", id: "m1", text: "e\u0301 \u212B" },
    ],
    ["send of 8,000 characters", send({ text: "a".repeat(8000) }), undefined],
    [
      "send of 8,000 emoji, all escaped",
      `{"type":"send","id":"m1","text":"${"\\ud83d\\udc4d".repeat(8000)}"}`,
      undefined,
    ],
    ["send with an id of 64 characters", send({ id: "aZ09_-".padEnd(64, "x") }), undefined],
    ["send with data of null", send({ data: null }), { type: "send", id: "m1", text: "hi", data: null }],
    ["send with data of 4 KiB", send({ data: "a".repeat(4094) }), undefined],
    [
      "send with a field that is not known, which is dropped",
      send({ colour: "red" }),
      { type: "send", id: "m1", text: "hi" },
    ],
    [
      "send with __proto__ in it, which is dropped",
      `{"type":"send","id":"m1","text":"hi","__proto__":{"admin":true}}`,
      { type: "send", id: "m1", text: "hi" },
    ],
    ["history, 50 by default", history({}), { type: "history", id: "h1", limit: 50 }],
    ["history of 1", history({ limit: 1, before: 7 }), { type: "history", id: "h1", limit: 1, before: 7 }],
    ["history of 100", history({ limit: 100, after: 0 }), { type: "history", id: "h1", limit: 100, after: 0 }],
    [
      "rename, trimmed and normalised",
      rename("  A\u030Angstro\u0308m "),
      { type: "rename", id: "n1", name: "Ångström" },
    ],
    ["rename to 64 emoji", rename("👍".repeat(64)), undefined],
    ["resume with any text at all", `{"type":"resume","since":"nonsense"}`, { type: "resume", since: "nonsense" }],
    ["read", `{"type":"read","upTo":0}`, { type: "read", upTo: 0 }],
    ["readThread", `{"type":"readThread","thread":1,"upTo":2}`, { type: "readThread", thread: 1, upTo: 2 }],
    ["typing", `{"type":"typing","on":true}`, { type: "typing", on: true }],
    ["signal", `{"type":"signal","name":"wave","data":null}`, { type: "signal", name: "wave", data: null }],
  ];

  test.for(accepted)("%s", ([, text, command]) => {
    const decoded = decodeCommand(text);
    expect(decoded.kind).toBe("ok");
    if (command !== undefined) expect(decoded).toEqual({ kind: "ok", value: command });
  });

  test("nothing that is read reaches a prototype", () => {
    decodeCommand(
      send({ data: JSON.parse(`{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}`) }),
    );
    expect({}).not.toHaveProperty("polluted");
  });
});

describe("whatever comes", () => {
  test("decodeCommand gives a command or a refusal, for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) =>
        ["ok", "refused"].includes(decodeCommand(text).kind),
      ),
    );
  });

  test("decodeCommand gives a command or a refusal, for any JSON", () => {
    fc.assert(fc.property(fc.json({ maxDepth: 6 }), (text) => ["ok", "refused"].includes(decodeCommand(text).kind)));
  });

  test("decodeCommand gives a command or a refusal, for anything in the fields of a command", () => {
    const words = (text: string) => fc.constantFrom(...text.split(" "));
    const type = words("send rename history resume read typing signal edit __proto__");
    const field = words("id text replyTo thread data attachments name limit before after since upTo on");
    fc.assert(
      fc.property(type, fc.dictionary(field, fc.jsonValue()), (name, values) => {
        const decoded = decodeCommand(JSON.stringify({ ...values, type: name }));
        return decoded.kind === "ok" || decoded.error.message.startsWith("unable to ");
      }),
    );
  });

  test("decodeFrame gives a frame or nothing, for any text and any JSON", () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.json()), (text) => decodeFrame(text) !== null));
  });

  test("a text comes back as it was sent", () => {
    const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(text, (value) => {
        fc.pre(value.isWellFormed() && !value.includes("\u0000"));
        expect(decodeCommand(encodeCommand({ type: "send", id: "m1", text: value }))).toEqual({
          kind: "ok",
          value: { type: "send", id: "m1", text: value },
        });
      }),
    );
  });
});

describe("a client", () => {
  test("ignores frames, kinds and fields that it does not know", () => {
    expect(decodeFrame(`{"type":"fireworks"}`)).toBeUndefined();
    expect(decodeFrame(`{"type":"pong"}`)).toBeUndefined();
    const frame = {
      type: "events",
      events: [{ seq: 1, at: 2, kind: "fireworks", colour: "red" }],
      mood: "festive",
    } as const;
    expect(decodeFrame(JSON.stringify(frame))).toEqual(frame);
  });

  test.for([
    ["an ack without a seq", `{"type":"ack","id":"m1","at":1}`],
    ["an events frame without events", `{"type":"events","events":[]}`],
    ["an event without a seq", `{"type":"events","events":[{"at":1,"kind":"message"}]}`],
    ["a welcome that is not one", `{"type":"welcome","protocol":1}`],
  ] as const)("cannot read %s, and ignores it", ([, text]) => {
    expect(decodeFrame(text)).toBeUndefined();
  });

  test("reads back what a server encoded", () => {
    const ack = { type: "ack", id: "m1", seq: 413, at: 1_795_390_000_123 } as const;
    expect(decodeFrame(encodeFrame(ack))).toEqual(ack);
  });
});

test("the limits that a client is told are those that the codec keeps", () => {
  expect(decodeCommand(send({ text: "a".repeat(WELCOME_LIMITS.textChars) })).kind).toBe("ok");
  expect(decodeCommand(send({ text: "a".repeat(WELCOME_LIMITS.textChars + 1) })).kind).toBe("refused");
});
