// Header injection of identity: a visitor sends the headers that the Worker, a proxy or a framework would set.

import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { newRoom } from "../edge/deployment.ts";
import { encodeEntry, ENTRY_HEADER, INTERNAL_HEADER_PREFIX } from "../../../src/rules/entry.ts";
import { deployment, privateRoom } from "./people.ts";
import { ROUTES } from "./every-route.ts";

const OWNER = "g_OLIVIAOLIVIAOLIVIAOLIVI";

function forgedFor(room: string, owner = OWNER): Record<string, string> {
  const principal = { id: owner, name: "Olivia", role: "owner", expiresAt: Date.now() + 1e9 } as const;
  return {
    [ENTRY_HEADER]: encodeEntry({ room, mode: "frames", principal }),
    [`${INTERNAL_HEADER_PREFIX}principal`]: JSON.stringify(principal),
    [`${INTERNAL_HEADER_PREFIX}role`]: "owner",
    "x-user": owner,
    "x-user-id": owner,
    "x-remote-user": owner,
    "x-forwarded-user": owner,
    "x-authenticated-user": owner,
    "x-forwarded-for": "127.0.0.1",
    "x-real-ip": "127.0.0.1",
    "x-original-url": "/api/health",
    "x-rewrite-url": "/api/health",
    "x-http-method-override": "DELETE",
    "cf-access-authenticated-user-email": "olivia@chat.example",
    "cf-worker": "chat.example",
  };
}

test("header injection: whoever enters with forged headers is the guest of the token, and no owner", async () => {
  const at = deployment();
  const room = newRoom("forged");
  const mallory = await at.join(room, { name: "Mallory", headers: forgedFor(room) });
  expect(mallory.welcome.you).toMatchObject({ name: "Mallory", role: "member" });
  expect(mallory.id).not.toBe(OWNER);
  await mallory.say("hi");
  expect(await mallory.events()).toMatchObject([{ by: { id: mallory.id, name: "Mallory" } }]);
});

test("header injection: nobody enters a private room, or writes anywhere, by headers alone", async () => {
  const at = deployment();
  const { room, owner } = await privateRoom(at);
  const headers = forgedFor(room, owner.id);
  const mallory = await at.connect(room, { headers });
  expect(await mallory.closed).toEqual({ code: 4404, reason: "not_found" });
  const written = await env.ROOM.getByName(room).rowsWritten();
  for (const { method, pattern, path } of ROUTES.filter((route) => route.pattern.startsWith("/api/rooms/:room"))) {
    const address = path.replace(/^\/api\/rooms\/[^/]+/, `/api/rooms/${room}`);
    const response = await at.fetch(address, { method, headers });
    expect([400, 401, 404], `${method} ${pattern}: ${await response.text()}`).toContain(response.status);
  }
  expect(await env.ROOM.getByName(room).rowsWritten()).toBe(written);
});

test("header injection: no header gives a session, or turns one method or address into another", async () => {
  const at = deployment();
  const headers = forgedFor("lobby");
  expect((await at.get("/api/session", headers)).status).toBe(401);
  const { token } = await at.guest("Ada");
  const authorization = `Bearer ${token}`;
  expect((await at.get("/api/session", { ...headers, authorization })).status).toBe(200);
  // A GET that was a DELETE in disguise would have signed her out.
  expect((await at.get("/api/session", { authorization })).status).toBe(200);
});

test("header injection: a forged address does not make a network another one", async () => {
  const at = deployment();
  const { token } = await at.guest("Ada");
  const headers = { authorization: `Bearer ${token}`, "x-forwarded-for": "127.0.0.1", host: "localhost" };
  const response = await at.get("/api/health", { ...headers, origin: "http://localhost:5173" });
  expect(response.status, "only the platform's own address of the request says what is local").toBe(403);
});
