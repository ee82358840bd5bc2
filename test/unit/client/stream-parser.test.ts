// Server-Sent Events as the client reads them, however they are cut into pieces.

import fc from "fast-check";
import { expect, test } from "vitest";
import { createStreamParser, type StreamEvent } from "../../../src/client/transports/stream-parser.ts";

function parse(...pieces: string[]): StreamEvent[] {
  const parser = createStreamParser(100);
  return pieces.flatMap((piece) => parser.feed(piece));
}

test.for<[string, string, StreamEvent[]]>([
  ["an event", "event: ack\ndata: {}\n\n", [{ type: "ack", data: "{}" }]],
  ["one without a type", "data: a\n\n", [{ type: "message", data: "a" }]],
  ["lines of data are joined", "data: a\ndata:b\ndata\n\n", [{ type: "message", data: "a\nb\n" }]],
  ["only one space belongs to the field", "data:  a\n\n", [{ type: "message", data: " a" }]],
  [
    "id, retry and what is unknown are left out",
    "id: e:1\nretry: 1\nx: y\ndata: a\n\n",
    [{ type: "message", data: "a" }],
  ],
  [
    "an event without data is none, and its type is forgotten",
    "event: a\n\ndata: b\n\n",
    [{ type: "message", data: "b" }],
  ],
  ["comments are none", ":\n\n: data: x\n\ndata: a\n:\n\n", [{ type: "message", data: "a" }]],
  ["an event that is not ended is none yet", "data: a\n", []],
  [
    "every kind of line end",
    "data: a\r\n\r\ndata: b\r\rdata: c\n\n",
    ["a", "b", "c"].map((data) => ({ type: "message", data })),
  ],
])("%s", ([, text, events]) => {
  expect(parse(text)).toEqual(events);
});

test("wherever the text is cut, the events are the same", () => {
  const text = "event: ack\r\ndata: {}\r\n\r\n:\r\rdata: a\rdata: b\n\n";
  fc.assert(
    fc.property(fc.array(fc.nat(text.length), { maxLength: 6 }), (cuts) => {
      const places = [0, ...cuts.toSorted((a, b) => a - b), text.length];
      const pieces = places.slice(1).map((place, index) => text.slice(places[index], place));
      expect(parse(...pieces)).toEqual(parse(text));
    }),
  );
});

test.for([
  ["in one line", ["data: " + "a".repeat(101)]],
  ["in many", Array.from({ length: 30 }, () => "data: 12345\n")],
])("an event that grows without end is refused: %s", ([, pieces]) => {
  expect(() => parse(...(pieces as string[]))).toThrow("larger than any");
});
