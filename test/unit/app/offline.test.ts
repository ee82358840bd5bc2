// What works without a network: which requests the service worker answers, what of a room is kept, what was shared.

import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
// @ts-expect-error: a build script, which has no types.
import { buildServiceWorker } from "../../../src/app/offline/build-worker.mjs";
import { EMPTY_ROOM, type RoomState } from "../../../src/client/state.ts";
import { planFor } from "../../../src/app/offline/plan.ts";
import { rowOf, shownOf } from "../../../src/app/room/kept/kept-row.ts";
import { addToDraft, sharedText } from "../../../src/app/share/shared-text.ts";

const ORIGIN = "https://chat.example";
const FILES = new Set(["/", "/room", "/share", "/assets/room-A.js", "/icon.svg"]);
const ask = (path: string, mode = "no-cors", method = "GET") =>
  planFor({ method, mode, url: new URL(path, ORIGIN).href }, ORIGIN, FILES);

describe("the service worker", () => {
  test.for([
    ["/", { kind: "fresh", file: "/" }],
    ["/r/lobby", { kind: "fresh", file: "/room" }],
    ["/r/lobby?x=1", { kind: "fresh", file: "/room" }],
    ["/share?text=hello", { kind: "kept", file: "/share" }],
    ["/r/lobby/more", { kind: "pass" }],
    ["/docs", { kind: "pass" }],
    ["/uses/chat", { kind: "pass" }],
    ["/embed/lobby", { kind: "pass" }],
    ["/challenge", { kind: "pass" }],
    ["/api/health", { kind: "pass" }],
    ["https://other.example/", { kind: "pass" }],
  ] as const)("answers to a visit of %s by %o", ([path, plan]) => {
    expect(ask(path, "navigate")).toEqual(plan);
    expect(ask(path, "navigate", "POST")).toEqual({ kind: "pass" });
  });

  test.for([
    ["/assets/room-A.js", { kind: "kept", file: "/assets/room-A.js" }],
    ["/icon.svg", { kind: "kept", file: "/icon.svg" }],
    ["/assets/room-A.js?x", { kind: "pass" }],
    ["/assets/of-another-version.js", { kind: "pass" }],
    ["/", { kind: "pass" }],
    ["/room", { kind: "pass" }],
    ["/api/rooms/lobby", { kind: "pass" }],
    ["/api/openapi.json", { kind: "pass" }],
    ["/ws/lobby", { kind: "pass" }],
    ["/sdk/v1.js", { kind: "pass" }],
    ["/embed.js", { kind: "pass" }],
    ["https://other.example/assets/room-A.js", { kind: "pass" }],
  ] as const)("answers to what a page fetches from %s by %o", ([path, plan]) => {
    expect(ask(path)).toEqual(plan);
    expect(ask(path, "no-cors", "POST")).toEqual({ kind: "pass" });
  });
});

describe("a version of the app", () => {
  const build = async (html: string, retired: boolean, assets: readonly string[]) => {
    const publicFolder = fileURLToPath(new URL("../../../public", import.meta.url));
    const pages = new Map([["room.html", html]]);
    const { script, pages: built } = await buildServiceWorker({ publicFolder, pages, assets, retired });
    return { script: script.toString(), version: built.get("room.html") ?? "" };
  };

  test("is named by all that it is made of, in the page and in the worker alike", async () => {
    const first = await build("@build@", false, ["/assets/b.js", "/assets/a.js", "/assets/a.js"]);
    expect(first.version).toMatch(/^[0-9a-f]{12}$/);
    expect(first.script).toContain(`version:"${first.version}"`);
    expect(first.script).toContain('"/","/room","/share","/assets/a.js","/assets/b.js","/icon.svg"');
    expect((await build("@build@", false, ["/assets/b.js", "/assets/a.js"])).version).toBe(first.version);
    expect((await build("@build@ ", false, ["/assets/b.js", "/assets/a.js"])).version.trim()).not.toBe(first.version);
    expect((await build("@build@", false, ["/assets/b.js"])).version).not.toBe(first.version);
  });

  test("whose owner wants no worker retires those of earlier ones", async () => {
    const { script } = await build("@build@", true, []);
    expect(script).toMatch(/unregister\(\)/);
    expect(script).toMatch(/caches\.delete/);
    expect(script).not.toMatch(/"fetch"/);
  });
});

describe("what a device keeps of a room", () => {
  const ROOM = { name: "kitchen", title: "Kitchen", topic: "", visibility: "public", slowModeMs: 0, guests: true };
  const DAY_MS = 24 * 60 * 60_000;
  const nowMs = 100 * DAY_MS;
  const said = (seq: number, at: number) => ({
    kind: "message" as const,
    message: { seq, at, id: `id-${seq}`, by: { id: "a".repeat(16), name: "Ada" }, text: `text ${seq}` },
  });
  const state = (over: Partial<RoomState> = {}): RoomState => ({
    ...EMPTY_ROOM,
    room: ROOM,
    you: { id: "a".repeat(16), name: "Ada", role: "member", readUpTo: 0 },
    cursor: { epoch: "e".repeat(8), seq: 2 },
    head: 2,
    timeline: [said(1, nowMs - 10 * DAY_MS), said(2, nowMs - 1000)],
    ...over,
  });
  const texts = (shown: RoomState | undefined) =>
    shown?.timeline.map((item) => (item.kind === "message" ? item.message.text : item.kind));

  test("is nothing before the room has said who one is", () => {
    expect(rowOf("kitchen", state({ you: undefined }), nowMs)).toBeUndefined();
    expect(rowOf("kitchen", state({ cursor: undefined }), nowMs)).toBeUndefined();
  });

  test("is shown to the same member alone, and for 30 days", () => {
    const row = rowOf("kitchen", state(), nowMs);
    if (row === undefined) throw new Error("nothing was kept");
    const shown = shownOf(row, "a".repeat(16), nowMs + DAY_MS);
    expect(texts(shown)).toEqual(["text 1", "text 2"]);
    expect(shown?.room?.title).toBe("Kitchen");
    expect(shown?.members.count).toBe(0);
    expect(shownOf(row, "b".repeat(16), nowMs)).toBeUndefined();
    expect(shownOf(row, undefined, nowMs)).toBeUndefined();
    expect(shownOf(row, "a".repeat(16), nowMs + 31 * DAY_MS)).toBeUndefined();
  });

  test("is without what the room lets go of by its age", () => {
    const row = rowOf("kitchen", state({ room: { ...ROOM, retentionDays: 7 } }), nowMs);
    if (row === undefined) throw new Error("nothing was kept");
    expect(texts(shownOf(row, "a".repeat(16), nowMs))).toEqual(["text 2"]);
  });

  test("is at most 100 messages, and nothing that waits to be sent", () => {
    const timeline = Array.from({ length: 150 }, (_, at) => said(at + 1, nowMs));
    const row = rowOf("kitchen", state({ timeline }), nowMs);
    if (row === undefined) throw new Error("nothing was kept");
    expect(texts(shownOf(row, "a".repeat(16), nowMs))).toHaveLength(100);
  });
});

describe("what another app shares", () => {
  const shared = (asked: Record<string, string>) => sharedText(new URLSearchParams(asked));

  test.for([
    [{}, ""],
    [{ text: "  hello  " }, "hello"],
    [{ title: "Waffles", url: "https://example.org/" }, "Waffles\nhttps://example.org/"],
    [{ title: "Waffles", text: "Waffles", url: "https://example.org/" }, "Waffles\nhttps://example.org/"],
    [{ text: "See https://example.org/", url: "https://example.org/" }, "See https://example.org/"],
    [{ text: "/purge everybody" }, " /purge everybody"],
  ] as const)("%o becomes %j", ([asked, text]) => {
    expect(shared(asked)).toBe(text);
  });

  test("comes after what one had begun to write", () => {
    expect(addToDraft("", "new")).toBe("new");
    expect(addToDraft(" \n", "new")).toBe("new");
    expect(addToDraft("begun \n", "new")).toBe("begun\nnew");
  });
});
