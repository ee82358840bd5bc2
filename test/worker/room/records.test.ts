// What stands in the audit record beside commands: invites, webhooks, bots and the hook; who set them, and no secret of theirs.

import { runDurableObjectAlarm } from "cloudflare:test";
import { afterEach, expect, test, vi } from "vitest";
import type { Audit } from "../../../src/protocol/http.ts";
import { type Reply, unwrap } from "../../../src/rules/reply.ts";
import { say } from "./deeds.ts";
import { call, make, newRoom, principal, roomObject } from "./enter.ts";
import { everythingIn } from "./everything.ts";

const olivia = principal("g_Olivia", "Olivia");
const bob = principal("g_Bob", "Bob");

afterEach(() => {
  vi.restoreAllMocks();
});

async function auditOf(room: string): Promise<Audit> {
  const reply: Reply<Audit> = await roomObject(room).audit(room, olivia, { limit: 50 });
  return unwrap(reply);
}

/** The oldest first. */
async function recordOf(room: string) {
  const { entries } = await auditOf(room);
  return entries.map(({ action, target, by }) => [by.id, by.name, action, target]).toReversed();
}

test("R10-50 R10-8 invites are recorded as they are made, used and revoked, refused ones not", async () => {
  const room = await make(newRoom("invites"), { visibility: "unlisted" });
  const object = roomObject(room);
  const draft = { digest: "a-digest", role: "member", uses: 1, expiresInMs: 60_000 } as const;
  await object.invite(room, olivia, { ...draft, id: "i1" });
  await object.invite(room, olivia, { ...draft, id: "i2", digest: "another-digest" });
  expect(await object.invite(room, bob, { ...draft, id: "i3" })).toMatchObject({ code: "forbidden" });
  expect(await object.join(room, bob, "a-digest")).toMatchObject({ kind: "ok" });
  expect(await object.join(room, principal("g_Cy"), "a-digest")).toMatchObject({ code: "not_found" });
  // Whoever has the role already uses up nothing.
  await object.join(room, bob, "another-digest");
  await object.revokeInvite(room, olivia, "i2");
  expect(await object.revokeInvite(room, olivia, "i2")).toMatchObject({ code: "not_found" });
  expect(await recordOf(room)).toEqual([
    ["g_Olivia", "Olivia", "make invite", "i1 member"],
    ["g_Olivia", "Olivia", "make invite", "i2 member"],
    ["g_Bob", "Bob", "join by invite", "i1"],
    ["g_Olivia", "Olivia", "revoke invite", "i2"],
  ]);
  expect(JSON.stringify(await recordOf(room))).not.toContain("digest");
  expect(await object.audit(room, bob, { limit: 1 })).toMatchObject({ code: "forbidden" });
});

test("R10-50 R9-20 R9-21 webhooks, bots and the hook are recorded, by their hosts and ids; one that fails for good is switched off by the house", async () => {
  const room = await make(newRoom("connected"));
  const object = roomObject(room);
  const url = "https://hooks.example/in?key=very-secret";
  for (const id of ["w1", "w2"]) await object.addWebhook(room, olivia, { id, url, kinds: ["message"] });
  await object.removeWebhook(room, olivia, "w2");
  await object.addBot(room, olivia, { id: "b1", name: "Build", digest: "one", inUrl: false });
  await object.rotateBot(room, olivia, "b1", "two");
  await object.removeBot(room, olivia, "b1");
  await object.putHook(room, olivia, { url, onFailure: "open", timeoutMs: 100 });
  await object.removeHook(room, olivia);
  vi.spyOn(globalThis, "fetch").mockImplementation(async () => new Response(null, { status: 410 }));
  await call(room, bob, say("one"));
  await runDurableObjectAlarm(object);
  // The alarm may have rung by itself just before, and be at it still.
  await expect
    .poll(() => recordOf(room))
    .toEqual([
      ["g_Olivia", "Olivia", "make webhook", "hooks.example"],
      ["g_Olivia", "Olivia", "make webhook", "hooks.example"],
      ["g_Olivia", "Olivia", "remove webhook", "hooks.example"],
      ["g_Olivia", "Olivia", "make bot", "b_b1"],
      ["g_Olivia", "Olivia", "rotate bot", "b_b1"],
      ["g_Olivia", "Olivia", "remove bot", "b_b1"],
      ["g_Olivia", "Olivia", "set hook", "hooks.example open"],
      ["g_Olivia", "Olivia", "remove hook", undefined],
      ["s_hubbub", "Hubbub", "switch off webhook", "hooks.example"],
    ]);
  expect(JSON.stringify(await recordOf(room))).not.toContain("very-secret");
});

test("R10-50 R2-9 an erased member's name goes from all of these", async () => {
  const room = await make(newRoom("erased"));
  const quetzal = principal("g_Q", "Quetzal", "owner");
  await roomObject(room).invite(room, quetzal, { id: "i1", digest: "d", role: "member", uses: 1, expiresInMs: 60_000 });
  await roomObject(room).addBot(room, quetzal, { id: "b1", name: "Build", digest: "one", inUrl: false });
  await call(room, quetzal, say("hello"));
  await call(room, quetzal, { type: "erase", id: "e1" });
  expect(await everythingIn(room)).not.toContain("quetzal");
  expect(await recordOf(room)).toContainEqual(["g_Q", "", "make bot", "b_b1"]);
});
