// The Lobby: it keeps a secret, and writes nothing by being looked at.

import { env } from "cloudflare:workers";
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { Deployment, newRoom, problemIn } from "./deployment.ts";

const lobby = (name: string) => env.LOBBY.getByName(name);
const tables = (stub: ReturnType<typeof lobby>) =>
  runInDurableObject(stub, (_, state) => state.storage.sql.exec("SELECT name FROM sqlite_schema").toArray());

test("R11-6 asking a fresh Lobby who is signed out makes nothing", async () => {
  const fresh = lobby(newRoom("lobby"));
  expect(await fresh.signedOut(0)).toEqual({ sessions: [], last: 0 });
  expect(await tables(fresh)).toEqual([]);
});

test("R11-6 the secret is made on first need, and stays", async () => {
  const fresh = lobby(newRoom("lobby"));
  const secret = await fresh.signingSecret();
  expect(secret).toMatch(/^[0-9a-f]{64}$/);
  expect(await fresh.signingSecret()).toBe(secret);
  await evictDurableObject(fresh);
  expect(await fresh.signingSecret()).toBe(secret);
  expect(await lobby(newRoom("lobby")).signingSecret()).not.toBe(secret);
});

test("R9-6 whoever asks for what came after a place misses nothing, also when older entries went", async () => {
  const fresh = lobby(newRoom("lobby"));
  await fresh.signOut("one", Date.now() - 1);
  const first = await fresh.signedOut(0);
  expect(first.sessions).toEqual(["one"]);
  await fresh.signOut("two", Date.now() + 60_000);
  await fresh.signOut("two", Date.now() + 60_000);
  expect((await fresh.signedOut(first.last)).sessions).toEqual(["two"]);
  expect((await fresh.signedOut(0)).sessions).toEqual(["two"]);
});

test("R9-6 when all entries went, a new one still comes after every place that was told", async () => {
  const fresh = lobby(newRoom("lobby"));
  await fresh.signOut("one", Date.now() - 1);
  const { last } = await fresh.signedOut(0);
  await fresh.signOut("two", Date.now() - 1);
  expect((await fresh.signedOut(last)).sessions).toEqual(["two"]);
});

test("R11-6 without AUTH_SECRET, tokens are signed with the Lobby's secret and hold in every isolate", async () => {
  const [here, there] = [new Deployment({}), new Deployment({})];
  const ada = await here.guest("Ada");
  expect((await there.join(newRoom("key"), { token: ada.token })).id).toBe(ada.id);
  const other = await new Deployment().get("/api/session", { authorization: `Bearer ${ada.token}` });
  expect(await problemIn(other)).toMatchObject({ status: 401, code: "unauthenticated" });
});

test("R11-6 an isolate asks for the secret once", async () => {
  const deployment = new Deployment({});
  await deployment.guest("Ada");
  const asked = deployment.lobbyAsked;
  await deployment.guest("Grace");
  expect(asked).toBe(1);
  expect(deployment.lobbyAsked).toBe(1);
});

test("R3-7 while the secret is out of reach: 503, and no room is touched", async () => {
  const deployment = new Deployment({});
  deployment.isLobbyReachable = false;
  for (const response of [await deployment.knock("lobby"), await deployment.post("/api/session", {})]) {
    expect(response.headers.get("retry-after")).toBe("2");
    expect(await problemIn(response)).toMatchObject({ status: 503, code: "overloaded" });
  }
  expect(deployment.touched).toEqual([]);
});
