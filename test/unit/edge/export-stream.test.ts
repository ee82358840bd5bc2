// An export as a stream: a page at a time, and an error rather than a missing end.

import { expect, test } from "vitest";
import { exportStream } from "../../../src/edge/export-stream.ts";

const textOf = (stream: ReadableStream<Uint8Array>) => new Response(stream).text();

test("R9-18 pages follow one another to the end", async () => {
  const asked: number[] = [];
  const stream = exportStream({ lines: "1\n2\n", next: 2 }, async (after) => {
    asked.push(after);
    return after === 2 ? { lines: "3\n", next: 3 } : { lines: "4\n" };
  });
  expect(asked).toEqual([]);
  expect(await textOf(stream)).toBe("1\n2\n3\n4\n");
  expect(asked).toEqual([2, 3]);
});

test("R9-18 a log without events is an empty file", async () => {
  expect(await textOf(exportStream({ lines: "" }, () => Promise.reject(new Error("asked for more"))))).toBe("");
});

test("R9-18 a page that cannot be had fails the stream", async () => {
  const stream = exportStream({ lines: "1\n", next: 1 }, () => Promise.reject(new Error("gone")));
  await expect(textOf(stream)).rejects.toThrow("gone");
});

test.for([
  { what: "back", page: { lines: "1\n", next: 1 } },
  { what: "nowhere", page: { lines: "", next: 5 } },
])("R9-18 a page that leads $what ends it, not a loop", async ({ page }) => {
  const stream = exportStream({ lines: "1\n", next: 1 }, async () => page);
  await expect(textOf(stream)).rejects.toThrow("leads nowhere");
});
