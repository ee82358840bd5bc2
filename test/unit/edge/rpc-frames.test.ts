// The contract's frames as the messages of the .proto file: nothing that it names gets lost, and nothing else stops a stream.

import { describe, expect, test } from "vitest";
import { cursorAfter, frameOf } from "../../../src/edge/rpc/stream-frame.ts";
import { SubscribeResponseSchema } from "../../../src/edge/rpc/hubbub.v1_pb.ts";
import type { Arrival } from "../../../src/edge/streams/arrival.ts";
import { parseRoomFrame } from "../../../src/edge/streams/room-frame.ts";
import { toJson, create } from "@bufbuild/protobuf";
import type { eventSchemas } from "../../../src/protocol/events.ts";
import type { frameSchemas } from "../../../src/protocol/frames.ts";

/** A frame as it comes over the bridge. */
function arrivalOf(frame: object): Arrival {
  const onItsWay = parseRoomFrame(JSON.stringify(frame));
  if (onItsWay === undefined) throw new Error("a room would not write this");
  return { kind: "frame", frame: onItsWay };
}

const at = 1_795_390_000_123;
const by = { id: "g_ada", name: "Ada" };
const member = { ...by, role: "member" };
const shown = { seq: 413, at, by, id: "m1", text: "Hello" };

/** What a stream says of a frame, as the JSON of its message; `undefined` where it says nothing. */
function told(frame: object): object | undefined {
  const said = frameOf(arrivalOf(frame));
  if (said.case === undefined) return undefined;
  const json = toJson(SubscribeResponseSchema, create(SubscribeResponseSchema, { frame: said }));
  return json as object;
}

describe("R12-9 events keep what their kind has", () => {
  const BODIES: Record<keyof typeof eventSchemas, { wire: object; told: object | undefined }> = {
    message: {
      wire: {
        text: "Hello",
        replyTo: 401,
        thread: 7,
        data: { a: [1, null] },
        attachments: [{ url: "https://a.example/b", name: "b", type: "text/plain", size: 3 }],
      },
      told: {
        text: "Hello",
        replyTo: "401",
        thread: "7",
        data: '{"a":[1,null]}',
        attachments: [{ url: "https://a.example/b", name: "b", type: "text/plain", size: "3" }],
      },
    },
    edited: { wire: { message: 413, text: "Bye" }, told: { message: "413", text: "Bye" } },
    removed: { wire: { message: 413, reason: "spam" }, told: { message: "413", reason: "spam" } },
    reacted: { wire: { message: 413, emoji: "👍", on: true }, told: { message: "413", emoji: "👍", on: true } },
    pinned: { wire: { message: 413, on: true }, told: { message: "413", on: true } },
    configured: {
      wire: { title: "", topic: "Tea", visibility: "public", slowModeMs: 0, guests: false, retentionDays: 30 },
      told: { title: "", topic: "Tea", visibility: "public", slowModeMs: "0", guests: false, retentionDays: "30" },
    },
    voted: {
      wire: { message: 4, options: [1], votes: [0, 2], voters: 2 },
      told: { message: "4", options: [1], votes: ["0", "2"], voters: "2" },
    },
    closed: { wire: { message: 4 }, told: { message: "4" } },
    member: {
      wire: { member: by, action: "mute", untilAt: at, role: "member", reason: "loud" },
      told: { member: by, action: "mute", untilAt: String(at), role: "member", reason: "loud" },
    },
  };

  test.for(Object.entries(BODIES))("%s", ([kind, { wire, told: expected }]) => {
    const frame = { type: "events", events: [{ seq: 5, at, kind, by, id: "c1", ...wire }], epoch: "e1" };
    const body = expected === undefined ? {} : { [kind]: expected };
    expect(told(frame)).toEqual({
      events: { epoch: "e1", events: [{ seq: "5", at: String(at), kind, by, id: "c1", ...body }] },
    });
  });

  test.for([
    { what: "of a kind from the future", event: { kind: "poll", by, id: "x", question: ["Tea?"] } },
    { what: "of a kind that is the name of a field", event: { kind: "seq", by, id: "x", seq2: 1 } },
    { what: "hidden", event: { kind: "hidden" } },
  ])("R12-9 one $what is there without a body", ({ event }) => {
    const frame = { type: "events", events: [{ seq: 5, at, ...event }] };
    expect(told(frame)).toMatchObject({ events: { events: [{ seq: "5", kind: event.kind }] } });
    expect(JSON.stringify(told(frame))).not.toMatch(/question|seq2/);
  });

  test("an erased one says so", () => {
    const frame = { type: "events", events: [{ seq: 5, at, kind: "message", by, id: "x", erased: true }] };
    expect(told(frame)).toMatchObject({ events: { events: [{ erased: true, message: {} }] } });
  });
});

describe("R12-9 frames", () => {
  const FRAMES: Record<keyof typeof frameSchemas, { wire: object; told: object | undefined }> = {
    welcome: {
      wire: {
        protocol: 1,
        room: {
          name: "lobby",
          title: "Lobby",
          topic: "",
          visibility: "public",
          slowModeMs: 500,
          guests: true,
          more: 1,
        },
        epoch: "e1",
        head: 413,
        recovered: false,
        you: { ...member, connection: "c_1", readUpTo: 3 },
        session: { token: "secret", expiresAt: at },
        values: { price: { value: { eur: 1 }, at, by } },
        members: { count: 1, complete: true, list: [member] },
        limits: { reconnectSpreadMs: 1000 },
        snapshot: { messages: [{ ...shown, data: [1], reactions: [{ emoji: "👍", count: 2 }] }], more: true },
        mine: { 413: ["👍"] },
      },
      told: {
        welcome: {
          room: { name: "lobby", title: "Lobby", visibility: "public", slowModeMs: "500", guests: true },
          epoch: "e1",
          head: "413",
          you: member,
          values: { price: { value: '{"eur":1}', at: String(at), by } },
          members: { count: "1", complete: true, list: [member] },
          snapshot: {
            messages: [
              {
                ...shown,
                seq: "413",
                at: String(at),
                data: "[1]",
                reactions: [{ emoji: "👍", count: "2" }],
                mine: ["👍"],
              },
            ],
            more: true,
          },
        },
      },
    },
    events: {
      wire: { events: [{ seq: 5, at, kind: "message", by, id: "x", text: "" }] },
      told: { events: { events: [{ seq: "5", at: String(at), kind: "message", by, id: "x", message: {} }] } },
    },
    presence: {
      wire: { count: 2, joined: [member], left: ["g_bob"], list: [], complete: false },
      told: { presence: { count: "2", joined: [member], left: ["g_bob"], complete: false } },
    },
    typing: { wire: { members: [by] }, told: { typing: { members: [by] } } },
    signal: {
      wire: { from: by, name: "cursor", data: { x: 1 } },
      told: { signal: { from: by, name: "cursor", data: '{"x":1}' } },
    },
    values: {
      wire: { values: { score: { value: null, at, by } } },
      told: { values: { values: { score: { value: "null", at: String(at), by } } } },
    },
    ack: { wire: { id: "x", seq: 1, at }, told: undefined },
    history: { wire: { id: "x", messages: [], mine: {}, more: false }, told: undefined },
    read: { wire: { upTo: 1 }, told: undefined },
    reads: { wire: { reads: { g_bob: 1 } }, told: undefined },
    threads: { wire: { threads: { 3: 5 } }, told: undefined },
    reports: { wire: { waiting: 2 }, told: undefined },
    session: { wire: { token: "secret", expiresAt: at }, told: undefined },
    reconnect: { wire: { afterMs: 100 }, told: undefined },
    error: { wire: { code: "kicked", message: "unable to go on; somebody sent you away" }, told: undefined },
  };

  test.for(Object.entries(FRAMES).filter(([type]) => type !== "error"))("%s", ([type, { wire, told: expected }]) => {
    expect(told({ type, ...wire })).toEqual(expected);
  });

  test("of a type from the future say nothing", () => {
    expect(told({ type: "poll", events: "not even a list" })).toBeUndefined();
  });

  test("R12-11 an error ends the stream, under its own code where that is known", () => {
    expect(() => told({ type: "error", ...FRAMES.error.wire })).toThrow(expect.objectContaining({ code: "kicked" }));
    const later = { type: "error", code: "too_loud", message: "unable to go on; too loud", retryAfterMs: 5 };
    expect(() => told(later)).toThrow(expect.objectContaining({ code: "internal", message: later.message }));
  });
});

describe("R12-11 a connection to the room that ends", () => {
  test.for([
    { code: 1006, reason: "whatever the runtime says", told: "lost" },
    { code: 1012, reason: "", told: "lost" },
    { code: 4408, reason: "too_slow", told: "too_slow" },
    { code: 1013, reason: "overloaded", told: "overloaded" },
  ])("with $code asks the client back: $told", ({ code, reason, told: expected }) => {
    expect(frameOf({ kind: "ended", code, reason })).toMatchObject({ case: "closing", value: { reason: expected } });
  });

  test.for([
    { code: 4403, reason: "banned" },
    { code: 4401, reason: "expired" },
    { code: 4404, reason: "not_found" },
  ])("with $code $reason does not", ({ code, reason }) => {
    expect(() => frameOf({ kind: "ended", code, reason })).toThrow(expect.objectContaining({ code: reason }));
  });
});

test("R12-9 the cursor follows the frames", () => {
  const after = (seq: number, epoch: string, frame: object) => cursorAfter({ epoch, seq }, frameOf(arrivalOf(frame)));
  const place = {
    type: "welcome",
    epoch: "e1",
    head: 9,
    limits: { reconnectSpreadMs: 1000 },
    you: member,
    members: { count: 0, complete: true, list: [] },
    values: {},
  };
  const events = [6, 7].map((seq) => ({ seq, at, kind: "message", by, id: `${seq}`, text: "" }));
  expect(after(5, "e1", { ...place, recovered: true })).toEqual({ epoch: "e1", seq: 5 });
  expect(after(0, "0", { ...place, recovered: true })).toEqual({ epoch: "e1", seq: 0 });
  expect(after(5, "e0", { ...place, recovered: false })).toEqual({ epoch: "e1", seq: 9 });
  expect(after(5, "e1", { type: "events", events })).toEqual({ epoch: "e1", seq: 7 });
  expect(after(0, "0", { type: "events", events, epoch: "e1" })).toEqual({ epoch: "e1", seq: 7 });
  expect(after(5, "e1", { type: "typing", members: [] })).toEqual({ epoch: "e1", seq: 5 });
});
