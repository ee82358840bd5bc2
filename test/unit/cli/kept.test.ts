// What is kept on this machine: who one is, and what could not be sent. For its owner's eyes only.

import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type IdentityOptions, openIdentity } from "../../../src/cli/guest-session.ts";
import { openOutboxFiles } from "../../../src/cli/outbox-files.ts";
import { openStateFolder, type StateFolder, stateFolderPath } from "../../../src/cli/state-folder.ts";
import type { OutboxRow } from "../../../src/client/outbox-store.ts";
import { World } from "../client/world.ts";

let parent: string;
let path: string;
let folder: StateFolder;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "hubbub-cli-"));
  path = join(parent, "hubbub");
  folder = openStateFolder(path);
});

afterEach(() => rm(parent, { recursive: true, force: true }));

const modeOf = async (file: string): Promise<string> => ((await stat(file)).mode & 0o777).toString(8);

describe("the folder", () => {
  test("stands where XDG has it, and nowhere else for a path that is relative", () => {
    expect(stateFolderPath("/tmp/state")).toBe("/tmp/state/hubbub");
    expect(stateFolderPath("state")).toMatch(/[\\/]\.local[\\/]state[\\/]hubbub$/);
    expect(stateFolderPath(undefined)).toBe(stateFolderPath("state"));
  });

  test("is made with the first file, and both are for the owner alone", async () => {
    expect(await folder.read("a.json")).toBeUndefined();
    expect(await folder.list(".json")).toEqual([]);
    expect(await readdir(parent)).toEqual([]);
    await folder.write("a.json", "{}");
    expect(await modeOf(path)).toBe("700");
    expect(await modeOf(join(path, "a.json"))).toBe("600");
    await folder.write("a.json", "[]");
    expect(await folder.read("a.json")).toBe("[]");
    expect(await readdir(path)).toEqual(["a.json"]);
    await folder.remove("a.json");
    await folder.remove("a.json");
  });
});

describe("the identity", () => {
  const origin = "http://chat.test";
  const warnings: string[] = [];
  const asked: { authorization: string | null; body: unknown }[] = [];
  let answers: Response[] = [];

  beforeEach(() => {
    warnings.length = 0;
    asked.length = 0;
    answers = [];
  });

  const open = (more: Partial<IdentityOptions> = {}) =>
    openIdentity({
      origin,
      name: undefined,
      token: undefined,
      folder,
      async fetch(_url, { headers, body }) {
        asked.push({
          authorization: new Headers(headers).get("authorization"),
          body: JSON.parse(v.parse(v.string(), body)),
        });
        const answer = answers.shift();
        if (answer === undefined) throw new TypeError("no network");
        return answer;
      },
      warn: (text) => warnings.push(text),
      ...more,
    });
  const given = (token: string) =>
    Response.json({ token, expiresAt: 1, member: { id: "g_1", name: "Ada" } }, { status: 201 });

  /** Keeping goes on in the background. */
  async function kept(token: string): Promise<void> {
    await expect
      .poll(async () =>
        (await Promise.all((await folder.list(".session.json")).map((name) => folder.read(name)))).join(),
      )
      .toContain(token);
  }

  test("a guest comes back as the same one; one of another name, or elsewhere, is another", async () => {
    const first = await open({ name: "Ada" });
    expect(first.session).toEqual({ kind: "none", name: "Ada" });
    first.onSession?.({ token: "t-ada", expiresAt: 1 });
    await kept("t-ada");
    expect((await open({ name: "Ada" })).session).toEqual({ kind: "token", token: "t-ada" });
    expect((await open({ name: "build" })).session).toEqual({ kind: "none", name: "build" });
    expect((await open()).session).toEqual({ kind: "none" });
    expect((await open({ name: "Ada", origin: "http://other.test" })).session).toEqual({ kind: "none", name: "Ada" });
    expect(warnings).toEqual([]);
  });

  test("a token of the environment is used and never kept; --anonymous keeps nothing", async () => {
    const token = await open({ token: "t-env" });
    expect(token).toEqual({ session: { kind: "token", token: "t-env" } });
    expect(await open({ folder: undefined })).toEqual({ session: { kind: "none" } });
    expect(await readdir(parent)).toEqual([]);
  });

  test("a session that the server renews goes on; one that it refuses becomes a new guest, and says so", async () => {
    (await open()).onSession?.({ token: "t-1", expiresAt: 1 });
    await kept("t-1");
    const identity = await open();
    answers = [given("t-2")];
    expect(await identity.renewSession?.()).toBe("t-2");
    await kept("t-2");
    answers = [Response.json({ code: "unauthenticated" }, { status: 401 }), given("t-3")];
    expect(await identity.renewSession?.()).toBe("t-3");
    await kept("t-3");
    expect(asked.map(({ authorization }) => authorization)).toEqual(["Bearer t-1", "Bearer t-2", null]);
    expect(warnings).toEqual(["your last session is no longer taken; you are a new guest"]);
  });

  test("a server that is busy or away costs nobody a session", async () => {
    (await open()).onSession?.({ token: "t-1", expiresAt: 1 });
    await kept("t-1");
    const identity = await open();
    answers = [Response.json({ code: "rate_limited" }, { status: 429 })];
    await expect(identity.renewSession?.()).rejects.toThrow("429");
    await expect(identity.renewSession?.()).rejects.toThrow("no network");
    expect(await readFile(join(path, (await readdir(path))[0] ?? ""), "utf8")).toContain("t-1");
  });

  test("a file that cannot be read is said, without what is in it, and replaced", async () => {
    (await open()).onSession?.({ token: "t-1", expiresAt: 1 });
    await kept("t-1");
    const [file = ""] = await readdir(path);
    await writeFile(join(path, file), '{"token":"s3cret"');
    expect((await open()).session).toEqual({ kind: "none" });
    expect(warnings).toEqual([expect.stringMatching(/unable to read your last session/)]);
    expect(warnings.join()).not.toContain("s3cret");
  });
});

describe("the outbox", () => {
  const row = (id: string, more: Partial<OutboxRow> = {}): OutboxRow => ({
    id,
    origin: "http://chat.test",
    room: "lobby",
    member: "ada",
    order: Number(id),
    at: 1,
    text: `text ${id}`,
    ...more,
  });
  const place = { origin: "http://chat.test", room: "lobby", member: "ada" };

  test("gives back what was put, in order, for its place only, and drops what it cannot read", async () => {
    const store = openOutboxFiles(folder);
    expect(await store.load(place)).toEqual([]);
    for (const each of [row("10"), row("2"), row("3", { room: "tea" }), row("4", { member: "bob" })])
      await store.put(each);
    await writeFile(join(path, "x.message.json"), "{half");
    await store.remove("10");
    await store.put(row("2", { text: "changed" }));
    await store.put(row("11"));
    expect((await openOutboxFiles(folder).load(place)).map(({ text }) => text)).toEqual(["changed", "text 11"]);
    expect(await modeOf(join(path, "2.message.json"))).toBe("600");
  });

  test("R2-3 what could not be sent is sent by the next run, once", async () => {
    const world = new World();
    const session = { kind: "token", token: "ada" } as const;
    const first = await world.enter({ outbox: openOutboxFiles(folder), session });
    world.server.isDown = true;
    world.server.restart();
    first.send({ text: "kept" });
    await expect.poll(() => folder.list(".message.json")).toHaveLength(1);
    first.close();
    world.server.isDown = false;
    await world.enter({ outbox: openOutboxFiles(folder), session });
    await expect
      .poll(async () => {
        await world.settle();
        return folder.list(".message.json");
      })
      .toEqual([]);
    expect(world.server.messages().map(({ text }) => text)).toEqual(["kept"]);
  });
});
