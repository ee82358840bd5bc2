// Attacks by names: taking the owner's, by letters that look the same, on entering and by renaming.

import { evictDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { memberTag } from "../../../src/protocol/member-tag.ts";
import { call, enter, make, newId, newRoom, principal, roomObject } from "../room/enter.ts";

const LOOKALIKES = ["Olivia", "olivia", "ОLіvіа", "Ｏｌｉｖｉａ", "O l i v i a", "0liv1a", "Ólívíá", "𝒪livia"];

test("R11-17 a guest who comes under a name that looks like the owner's is shown with a tag, also after a sleep", async () => {
  const room = await make(newRoom("names"));
  for (const name of LOOKALIKES) {
    const mallory = await enter(room, name, { id: "g_mallory" });
    expect(mallory.welcome.you.name).toBe(`${name} (${memberTag("g_mallory")})`);
  }
  await evictDurableObject(roomObject(room));
  const mallory = await enter(room, "Olivia", { id: "g_mallory" });
  await mallory.say("I am the owner, honestly");
  expect((await mallory.next("events")).events[0]).toMatchObject({
    by: { name: `Olivia (${memberTag("g_mallory")})` },
  });
  expect((await enter(room, "Olivia", { id: "g_Olivia" })).welcome.you.name).toBe("Olivia");
});

test("R11-17 nobody below them renames to what looks like an owner or moderator, by socket or over HTTP", async () => {
  const room = await make(newRoom("names"));
  const olivia = await enter(room, "Olivia");
  const mallory = await enter(room, "Mallory");
  const mod = await enter(room, "Maud");
  await olivia.ask({ type: "moderate", id: newId(), action: "role", member: mod.id, role: "moderator" });
  for (const name of [...LOOKALIKES, "MAUD", "Mаud"]) {
    const refused = await mallory.ask({ type: "rename", id: newId(), name });
    expect([name, refused.type === "error" && refused.code]).toEqual([name, "invalid"]);
  }
  const rpc = await call(room, principal("g_Mallory", "Mallory"), { type: "rename", id: newId(), name: "0livia" });
  expect(rpc).toMatchObject({ kind: "refused", code: "invalid" });
  expect(await mallory.ask({ type: "rename", id: newId(), name: "Oliver" })).toMatchObject({ type: "ack" });
});

test("R11-17 a name that an owner or moderator takes later is theirs from then on", async () => {
  const room = await make(newRoom("names"));
  const olivia = await enter(room, "Olivia");
  const bob = await enter(room, "Bob");
  await olivia.ask({ type: "rename", id: newId(), name: "Liv" });
  expect(await bob.ask({ type: "rename", id: newId(), name: "L1v" })).toMatchObject({ code: "invalid" });
});

test("R11-17 a host site's moderator, known by a claim alone, is protected while they are here", async () => {
  const room = newRoom("names");
  const anna = await enter(room, "Anna", { id: "user-1", role: "moderator" });
  const mallory = await enter(room, "Аnnа", { id: "g_mallory" });
  expect(mallory.welcome.you.name).toBe(`Аnnа (${memberTag("g_mallory")})`);
  // A host site vouches for the names of its own members.
  expect((await enter(room, "Anna", { id: "user-2" })).welcome.you.name).toBe("Anna");
  await anna.say("hello");
});

test("R11-17 the longest name leaves room for its tag", async () => {
  const long = "a".repeat(64);
  const room = newRoom("names");
  await enter(room, long, { id: "user-1", role: "owner" });
  const { name } = (await enter(room, long, { id: "g_m" })).welcome.you;
  expect(name).toBe(`${"a".repeat(57)} (${memberTag("g_m")})`);
});
