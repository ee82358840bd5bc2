// Entity tags of history: whoever has an answer is not sent it again, and nobody gets another's.

import { expect, test } from "vitest";
import { Deployment, newId, newRoom } from "./deployment.ts";
import { guestAged } from "./tokens.ts";

async function reader() {
  const deployment = new Deployment();
  const { token } = await guestAged(0, "Ada");
  const ada = { authorization: `Bearer ${token}` };
  const path = `/api/rooms/${newRoom("tags")}`;
  await deployment.post(`${path}/messages`, { id: newId(), text: "hello" }, ada);
  const look = (headers: Record<string, string> = {}, query = "") =>
    deployment.get(`${path}/messages${query}`, headers);
  const tag = async (headers: Record<string, string> = {}, query = "") =>
    (await look(headers, query)).headers.get("etag") ?? "";
  return { deployment, ada, path, look, tag };
}

test("R9-19 asked about with its tag, a page is 304 without a body, and may be kept by its reader alone", async () => {
  const { look, tag } = await reader();
  const first = await look();
  const etag = first.headers.get("etag") ?? "";
  expect(etag).toMatch(/^"[A-Za-z0-9_-]{22}"$/);
  expect(first.headers.get("cache-control")).toBe("private, no-cache");
  expect(await tag()).toBe(etag);
  for (const held of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
    const again = await look({ "if-none-match": held });
    expect([again.status, await again.text()], held).toEqual([304, ""]);
    expect(Object.fromEntries(again.headers), held).toMatchObject({ etag, "cache-control": "private, no-cache" });
    expect(again.headers.get("content-type"), held).toBeNull();
  }
});

test.for(['"other"', "", etagLess(), '"', "W/*"])("R9-19 asked about with %o, a page is sent", async (held) => {
  const { look } = await reader();
  const answer = await look({ "if-none-match": held });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ messages: [{ text: "hello" }] });
});

test("R9-19 the tag changes with the head, the range, and one's own reactions", async () => {
  const { deployment, ada, path, tag } = await reader();
  const { token } = await guestAged(0, "Bob");
  const bob = { authorization: `Bearer ${token}` };
  const before = await tag(bob);
  expect(await tag(ada)).toBe(before);
  expect(await tag(bob, "?limit=1&before=1")).not.toBe(before);
  await deployment.post(`${path}/commands`, { type: "react", id: newId(), message: 1, emoji: "👍", on: true }, ada);
  const [forAda, forBob] = [await tag(ada), await tag(bob)];
  expect(new Set([before, forAda, forBob]).size).toBe(3);
});

test("R9-19 HEAD has the tag too, and 304", async () => {
  const { deployment, path, tag } = await reader();
  const etag = await tag();
  const head = (headers: Record<string, string>) => deployment.fetch(`${path}/messages`, { method: "HEAD", headers });
  expect((await head({})).headers.get("etag")).toBe(etag);
  expect((await head({ "if-none-match": etag })).status).toBe(304);
});

/** A tag as somebody writes it who forgets the quotes. */
function etagLess(): string {
  return "A".repeat(22);
}
