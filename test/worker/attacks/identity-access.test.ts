// Attacks on Cloudflare Access as the way in: forged assertions, other teams and applications, the cookie, imitated members.

import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from "jose";
import { afterEach, expect, test, vi } from "vitest";
import { Deployment, newRoom, problemIn, SECRET } from "../edge/deployment.ts";
import { guestAged } from "../edge/tokens.ts";
import { standIn } from "./stand-in.ts";

const AUD = "4714c1358e65fe4b408ad6d432a5f878f08194bdb4752441fd56faefa9b2b6f2";
const SUB = "7335d417-61da-459d-899c-0a01c76a2f94";

afterEach(() => {
  vi.restoreAllMocks();
});

let teams = 0;

/** A team of its own for each test, with the certs that it serves. */
async function team() {
  teams += 1;
  const address = `https://team-${teams}-${Date.now()}.cloudflareaccess.com`;
  const { publicKey, privateKey } = await generateKeyPair("RS256", { extractable: true });
  const certs = standIn();
  const jwk = { ...(await exportJWK(publicKey)), kid: "k", alg: "RS256", use: "sig" };
  certs.answer(`${address}/cdn-cgi/access/certs`, () => ({ keys: [jwk] }));
  const sign = (change: Record<string, unknown> = {}, key = privateKey) => {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      sub: SUB,
      email: "ada@example.com",
      aud: [AUD],
      iss: address,
      iat: now,
      exp: now + 3600,
      type: "app",
    };
    return new SignJWT({ ...claims, ...change }).setProtectedHeader({ alg: "RS256", kid: "k" }).sign(key);
  };
  const deployment = new Deployment({ AUTH_SECRET: SECRET, ACCESS_TEAM: address, ACCESS_AUD: AUD });
  return { address, sign, certs, deployment };
}

const assertion = (token: string) => ({ "cf-access-jwt-assertion": token });

test("R11-13 whom Access let through is a member under a prefix of their own, with the name that it tells", async () => {
  const { deployment, sign, certs, address } = await team();
  const room = newRoom("access");
  const ada = await deployment.join(room, { headers: assertion(await sign()) });
  expect(ada.welcome.you).toMatchObject({ id: `access:${SUB}`, name: "ada", role: "member" });
  expect(ada.welcome.session).toBeUndefined();
  const named = await deployment.get("/api/session", assertion(await sign({ name: "Ada Lovelace" })));
  expect(await named.json()).toMatchObject({ member: { name: "Ada Lovelace" } });
  const service = await deployment.get(
    "/api/session",
    assertion(await sign({ sub: "", email: undefined, common_name: "ci.access" })),
  );
  expect(await service.json()).toMatchObject({ member: { id: "access:ci.access", name: "ci.access" } });
  expect(certs.asked.get(`${address}/cdn-cgi/access/certs`)).toBe(1);
});

test("R11-13 every forged or foreign assertion is refused, and touches no room", async () => {
  const { deployment, sign, address } = await team();
  const other = await generateKeyPair("RS256");
  const now = Math.floor(Date.now() / 1000);
  const bad: Record<string, string> = {
    "another key": await sign({}, other.privateKey),
    "another application": await sign({ aud: ["0".repeat(64)] }),
    "no audience": await sign({ aud: undefined }),
    "another team": await sign({ iss: "https://evil.cloudflareaccess.com" }),
    "alg none": new UnsecuredJWT({ sub: SUB, aud: AUD, iss: address, iat: now, exp: now + 60 }).encode(),
    "the deployment's own secret": await new SignJWT({ sub: SUB, aud: AUD, iss: address, iat: now, exp: now + 60 })
      .setProtectedHeader({ alg: "HS256", kid: "k" })
      .sign(new TextEncoder().encode(SECRET)),
    nobody: await sign({ sub: "", email: undefined }),
    "an id outside of the grammar": await sign({ sub: "a b" }),
    "no end": await sign({ exp: undefined }),
    nonsense: "nonsense",
    nothing: "",
  };
  for (const [what, token] of Object.entries(bad)) {
    const problem = await problemIn(await deployment.get("/api/rooms/lobby", assertion(token)));
    expect([what, problem.status, problem.code]).toEqual([what, 401, "unauthenticated"]);
  }
  const late = await problemIn(await deployment.get("/api/session", assertion(await sign({ exp: now - 1 }))));
  expect(late.code).toBe("expired");
  expect(deployment.touched).toEqual([]);
});

test("R11-13 the assertion outranks a cookie from before, yields to a token that is given on purpose, and is never skipped", async () => {
  const { deployment, sign } = await team();
  const { guest, token } = await guestAged(0);
  const cookie = { cookie: `hubbub_session=${token}` };
  const who = async (headers: Record<string, string>) => {
    const response = await deployment.get("/api/session", headers);
    return response.ok ? (await response.json<{ member: { id: string } }>()).member.id : response.status;
  };
  expect(await who({ ...cookie, ...assertion(await sign()) })).toBe(`access:${SUB}`);
  expect(await who({ ...cookie, ...assertion("bad") })).toBe(401);
  expect(await who({ ...assertion(await sign()), authorization: `Bearer ${token}` })).toBe(guest.id);
  expect(await who({ ...assertion(await sign()), authorization: "Bearer bad" })).toBe(401);
});

test("R11-13 the cookie CF_Authorization is nobody, and without the variables the header is nobody too", async () => {
  const { deployment, sign } = await team();
  expect((await deployment.get("/api/session", { cookie: `CF_Authorization=${await sign()}` })).status).toBe(401);
  expect((await new Deployment().get("/api/session", assertion(await sign()))).status).toBe(401);
  const foreign = { ...assertion(await sign()), origin: "https://evil.example" };
  expect((await deployment.post("/api/rooms", {}, foreign)).status).toBe(403);
});

test("R11-13 a host site's token imitates no member of Access, and Access no guest and no operator", async () => {
  const { deployment, sign } = await team();
  const now = Math.floor(Date.now() / 1000);
  const host = (sub: string) =>
    new SignJWT({ sub, aud: "hubbub", iat: now, exp: now + 60 })
      .setProtectedHeader({ alg: "HS256" })
      .sign(new TextEncoder().encode(SECRET));
  const bearer = async (sub: string) => ({ authorization: `Bearer ${await host(sub)}` });
  expect((await deployment.get("/api/session", await bearer(`access:${SUB}`))).status).toBe(401);
  expect((await deployment.get("/api/session", await bearer("user-7"))).status).toBe(200);
  const { guest } = await guestAged(0);
  const sly = await deployment.get(
    "/api/session",
    assertion(await sign({ sub: guest.id, operator: true, rooms: { "*": "owner" } })),
  );
  const whoAmI = await sly.json();
  expect(whoAmI).toMatchObject({ member: { id: `access:${guest.id}` } });
  expect(whoAmI).not.toHaveProperty("operator");
});

test("R11-13 an assertion that is no name's is called Member; certs out of reach let nobody in; half a setting is a fault", async () => {
  const log = vi.spyOn(console, "error").mockImplementation(() => {});
  const { deployment, sign, certs, address } = await team();
  const odd = await deployment.get("/api/session", assertion(await sign({ email: "\u202E@x", name: "\u200B" })));
  expect(await odd.json()).toMatchObject({ member: { name: "Member" } });
  const token = await sign();
  for (const half of [
    { ACCESS_TEAM: address },
    { ACCESS_AUD: AUD },
    { ACCESS_TEAM: "https://evil.example", ACCESS_AUD: AUD },
  ])
    expect((await new Deployment(half).get("/api/session", assertion(token))).status).toBe(500);
  expect(log.mock.calls.flat().join()).toContain("ACCESS_TEAM must be");
  const away = "https://away.cloudflareaccess.com";
  certs.answer(`${away}/cdn-cgi/access/certs`, undefined);
  const unreached = await new Deployment({ ACCESS_TEAM: away, ACCESS_AUD: AUD }).get("/api/session", assertion(token));
  expect(await problemIn(unreached)).toMatchObject({ status: 503, code: "overloaded" });
});
