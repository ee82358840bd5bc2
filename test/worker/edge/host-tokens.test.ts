// Tokens of a host site: its members come in under their own names and roles, and every forgery is refused.

import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from "jose";
import { expect, test } from "vitest";
import { Deployment, newRoom, problemIn, SECRET } from "./deployment.ts";
import { guestAged } from "./tokens.ts";

type Claims = JWTPayload & { name?: unknown; rooms?: unknown };

function claims(change: Claims = {}): Claims {
  const now = Math.floor(Date.now() / 1000);
  return { sub: "user-7", name: "Ada", aud: "hubbub", iat: now, exp: now + 3600, ...change };
}

const secret = new TextEncoder().encode(SECRET);

function bySecret(change: Claims = {}, key = secret): Promise<string> {
  return new SignJWT(claims(change)).setProtectedHeader({ alg: "HS256" }).sign(key);
}

async function jwksDeployment(alg: "ES256" | "RS256" | "EdDSA") {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: "one", alg };
  const deployment = new Deployment({ AUTH_SECRET: SECRET, AUTH_JWKS: JSON.stringify({ keys: [jwk] }) });
  const sign = (change: Claims = {}, kid = "one") =>
    new SignJWT(claims(change)).setProtectedHeader({ alg, kid }).sign(privateKey);
  return { deployment, sign, jwk };
}

async function statusOf(deployment: Deployment, token: string): Promise<number> {
  return (await deployment.get("/api/session", { authorization: `Bearer ${token}` })).status;
}

test("R11-7 a token signed with AUTH_SECRET itself is its member, with the name and roles that it claims", async () => {
  const deployment = new Deployment();
  const room = newRoom("host");
  const token = await bySecret({ rooms: { [room]: "moderator", "*": "reader" } });
  const ada = await deployment.join(room, { token });
  expect(ada.welcome.you).toMatchObject({ id: "user-7", name: "Ada", role: "moderator" });
  expect(ada.welcome.session).toBeUndefined();
  const { token: guest } = await guestAged(0, "Bob");
  const bob = await deployment.join(room, { token: guest });
  expect(await ada.ask({ type: "moderate", id: "k1", action: "kick", member: bob.id })).toMatchObject({ type: "ack" });
  expect(await bob.closed).toEqual({ code: 4403, reason: "kicked" });
  // In a room that the token does not name, what it claims for every room counts: no more than the room itself gives.
  expect((await deployment.join(newRoom("other"), { token })).welcome.you.role).toBe("member");
});

test("R11-7 tokens signed with a key of AUTH_JWKS, of each algorithm", async () => {
  for (const alg of ["ES256", "RS256", "EdDSA"] as const) {
    const { deployment, sign } = await jwksDeployment(alg);
    expect([alg, await statusOf(deployment, await sign())]).toEqual([alg, 200]);
    expect([alg, await statusOf(deployment, await sign({}, "another"))]).toEqual([alg, 401]);
  }
});

test("R11-7 a member of a host site enters a private room by its claim alone", async () => {
  const deployment = new Deployment({ AUTH_SECRET: SECRET, RATE_LIMITS: "off" });
  const { token: owner } = await guestAged(0, "Owner");
  const made = await deployment.post("/api/rooms", { visibility: "private" }, { authorization: `Bearer ${owner}` });
  const { name } = await made.json<{ name: string }>();
  const stranger = await deployment.connect(name, { token: await bySecret() });
  expect((await stranger.next("error")).code).toBe("not_found");
  const member = await deployment.join(name, { token: await bySecret({ rooms: { [name]: "member" } }) });
  expect(member.welcome.you.role).toBe("member");
});

test("R11-8 no token of a host site stands for a guest, a bot, a service or a reader of ours", async () => {
  const deployment = new Deployment();
  const { guest } = await guestAged(0, "Ada");
  for (const sub of [guest.id, "g_x", "b_x", "s_x", "r_x"]) {
    expect([sub, await statusOf(deployment, await bySecret({ sub }))]).toEqual([sub, 401]);
  }
});

test("R11-8 every forged or wrong token is refused", async () => {
  const { deployment, sign, jwk } = await jwksDeployment("RS256");
  const now = Math.floor(Date.now() / 1000);
  const other = await generateKeyPair("RS256");
  const publicAsSecret = new TextEncoder().encode(JSON.stringify(jwk));
  const bad: Record<string, string> = {
    "alg none": new UnsecuredJWT(claims()).encode(),
    "the public key used as a secret": await new SignJWT(claims())
      .setProtectedHeader({ alg: "HS256", kid: "one" })
      .sign(publicAsSecret),
    "another secret": await bySecret({}, new TextEncoder().encode("x".repeat(40))),
    "another key under the same kid": await new SignJWT(claims())
      .setProtectedHeader({ alg: "RS256", kid: "one" })
      .sign(other.privateKey),
    "HS512 with the right secret": await new SignJWT(claims()).setProtectedHeader({ alg: "HS512" }).sign(secret),
    "another audience": await sign({ aud: "other" }),
    "no subject": await sign({ sub: "" }),
    "a subject outside of the grammar": await sign({ sub: "a b" }),
    "made in the future": await sign({ iat: now + 3600, exp: now + 7200 }),
    "an unknown role": await sign({ rooms: { x: "king" } }),
    "a room that is none": await sign({ rooms: { "A B": "owner" } }),
  };
  for (const [what, token] of Object.entries(bad)) {
    const problem = await problemIn(await deployment.get("/api/session", { authorization: `Bearer ${token}` }));
    expect([what, problem.status, problem.code]).toEqual([what, 401, "unauthenticated"]);
  }
  const late = await problemIn(
    await deployment.get("/api/session", { authorization: `Bearer ${await sign({ iat: now - 7200, exp: now - 1 })}` }),
  );
  expect(late.code).toBe("expired");
  expect(await statusOf(deployment, await sign())).toBe(200);
});

test("R11-8 without a secret or keys no token of a host site is right, and a session of one makes no guest", async () => {
  expect(await statusOf(new Deployment({}), await bySecret())).toBe(401);
  const { deployment, sign } = await jwksDeployment("ES256");
  const headers = { authorization: `Bearer ${await sign()}` };
  expect(await problemIn(await deployment.post("/api/session", {}, headers))).toMatchObject({ status: 403 });
});

test("R11-9 a ticket keeps the member and the role of its token", async () => {
  const deployment = new Deployment();
  const room = newRoom("host-ticket");
  const token = await bySecret({ rooms: { [room]: "owner" } });
  const made = await deployment.post("/api/session/ticket", { room }, { authorization: `Bearer ${token}` });
  const { ticket } = await made.json<{ ticket: string }>();
  const ada = await deployment.join(room, { ticket });
  expect(ada.welcome.you).toMatchObject({ id: "user-7", role: "owner" });
});
