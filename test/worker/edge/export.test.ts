// The export of a room: the whole log, page by page as it is read, for its owner alone; and never half of it without a word.

import { expect, test, vi } from "vitest";
import * as v from "valibot";
import { Deployment, newId, newRoom, problemIn } from "./deployment.ts";
import { guestAged } from "./tokens.ts";

/** 70 of the longest texts are two pages and more. A member may say 20 at once: here are four. */
const MESSAGES = 70;
const SPEAKERS = ["Bo", "Cy", "Di", "Ed"];

async function ownedRoom() {
  const deployment = new Deployment();
  const { guest, token } = await guestAged(0, "Ada");
  const authorization = `Bearer ${token}`;
  const room = newRoom("export");
  expect((await deployment.post("/api/rooms", { name: room }, { authorization })).status).toBe(201);
  const path = `/api/rooms/${room}`;
  const say = (text: string, headers = { authorization }) =>
    deployment.post(`${path}/messages`, { id: newId(), text }, headers);
  const open = () => deployment.get(`${path}/export`, { authorization });
  return { deployment, guest, authorization, room, path, say, open };
}

async function manyPages() {
  const owned = await ownedRoom();
  const speakers = await Promise.all(SPEAKERS.map((name) => guestAged(0, name)));
  for (let said = 0; said < MESSAGES; said += 1) {
    const authorization = `Bearer ${speakers[said % speakers.length]?.token}`;
    expect((await owned.say("x".repeat(8000), { authorization })).status).toBe(201);
  }
  owned.deployment.touched.length = 0;
  return owned;
}

const eventSchema = v.looseObject({ seq: v.number(), kind: v.string() });

async function eventsIn(response: Response) {
  const text = new TextDecoder().decode(await response.bytes());
  expect(text.endsWith("\n")).toBe(true);
  return text
    .trimEnd()
    .split("\n")
    .map((line) => v.parse(eventSchema, JSON.parse(line)));
}

test("R9-18 the log from seq 1, one event a line, as a file to keep", async () => {
  const { guest, say, open, room } = await ownedRoom();
  await say("two\nlines");
  const response = await open();
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-type": "application/x-ndjson",
    "content-disposition": `attachment; filename="${room}.jsonl"`,
    "cache-control": "no-store",
  });
  expect(await eventsIn(response)).toMatchObject([
    { seq: 1, kind: "configured" },
    { seq: 2, kind: "member", role: "owner" },
    { seq: 3, kind: "message", text: "two\nlines", by: { id: guest.id } },
  ]);
});

test("R9-18 of many pages, each event once and in order; each page is asked for when it is read", async () => {
  const { deployment, open } = await manyPages();
  const response = await open();
  await expect.poll(() => deployment.touched.length).toBe(1);
  const events = await eventsIn(response);
  expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: MESSAGES + 2 }, (_, index) => index + 1));
  expect(deployment.touched.length).toBeGreaterThan(2);
});

test("R9-18 who stops reading makes no room read on", async () => {
  const { deployment, open } = await manyPages();
  const reader = (await open()).body?.getReader();
  const { value } = (await reader?.read()) ?? {};
  expect(value?.byteLength).toBeGreaterThan(200_000);
  expect(value?.byteLength).toBeLessThan(400_000);
  await reader?.cancel();
  expect(deployment.touched.length).toBeLessThanOrEqual(2);
});

test("R9-18 HEAD asks for one page and reads none", async () => {
  const { deployment, authorization, path } = await manyPages();
  const head = await deployment.fetch(`${path}/export`, { method: "HEAD", headers: { authorization } });
  expect([head.status, await head.text()]).toEqual([200, ""]);
  expect(head.headers.get("content-type")).toBe("application/x-ndjson");
  expect(deployment.touched).toHaveLength(1);
});

test("R9-18 an export that breaks off fails for its reader, and is logged", async () => {
  const { deployment, open } = await manyPages();
  const log = vi.spyOn(console, "error").mockImplementation(() => {});
  const response = await open();
  deployment.roomFault = new Error("the room is gone");
  const outcome = await response.bytes().then(
    (bytes) => bytes.byteLength,
    () => "failed",
  );
  expect(outcome).toBe("failed");
  const written = log.mock.calls.map(([line]) => String(line));
  log.mockRestore();
  expect(written).toHaveLength(1);
  expect(JSON.parse(written[0] ?? "")).toMatchObject({
    route: "/api/rooms/:room/export",
    error: { cause: { message: "the room is gone" } },
  });
});

test("R9-18 refusals are problems: 401 without a session, 403 for others, 404 where there is nothing to see", async () => {
  const { deployment, path, authorization } = await ownedRoom();
  const { token } = await guestAged(0, "Bob");
  const bob = { authorization: `Bearer ${token}` };
  expect(await problemIn(await deployment.get(`${path}/export`))).toMatchObject({ status: 401 });
  expect(await problemIn(await deployment.get(`${path}/export`, bob))).toMatchObject({
    status: 403,
    code: "forbidden",
  });
  const open = `/api/rooms/${newRoom("nobodys")}/export`;
  expect(await problemIn(await deployment.get(open, bob))).toMatchObject({ status: 403, code: "forbidden" });
  const made = await (await deployment.post("/api/rooms", { visibility: "private" }, { authorization })).json();
  const { name } = v.parse(v.object({ name: v.string() }), made);
  expect((await deployment.get(`/api/rooms/${name}/export`, { authorization })).status).toBe(200);
  expect(await problemIn(await deployment.get(`/api/rooms/${name}/export`, bob))).toMatchObject({ code: "not_found" });
});
