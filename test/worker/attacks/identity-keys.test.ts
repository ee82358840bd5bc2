// Attacks on the keys of a host site: rotation, swaps, made-up key ids, headers that bring keys, confused algorithms.

import {
  base64url,
  calculateJwkThumbprint,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  type JWTHeaderParameters,
  SignJWT,
} from "jose";
import { afterEach, expect, test, vi } from "vitest";
import { Deployment, newRoom, problemIn, SECRET } from "../edge/deployment.ts";
import { guestAged } from "../edge/tokens.ts";
import { standIn } from "./stand-in.ts";

const MINUTE_MS = 60_000;

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

async function keyNamed(kid: string | undefined, alg = "RS256") {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), alg, ...(kid === undefined ? {} : { kid }) };
  const sign = (header: Partial<JWTHeaderParameters> = {}, sub = "user-7") => {
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({ sub, name: "Ada", aud: "hubbub", iat: now, exp: now + 7200 })
      .setProtectedHeader({ alg, ...(kid === undefined ? {} : { kid }), ...header })
      .sign(privateKey);
  };
  return { publicKey, jwk, sign };
}

/** Each test has an address of its own: keys are kept by address, for all requests of an isolate. */
function hostSite() {
  const address = `https://${crypto.randomUUID()}.example/keys.json`;
  const site = standIn();
  const deployment = new Deployment({ AUTH_SECRET: SECRET, AUTH_JWKS: address });
  const status = async (token: string) =>
    (await deployment.get("/api/session", { authorization: `Bearer ${token}` })).status;
  return { address, site, deployment, status };
}

test("R11-15 a new key is found when a token first names it; its address is asked once for many tokens", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
  const { address, site, status } = hostSite();
  const [one, two] = [await keyNamed("one"), await keyNamed("two")];
  site.answer(address, () => ({ keys: [one.jwk] }));
  for (let times = 0; times < 5; times += 1) expect(await status(await one.sign())).toBe(200);
  expect(site.asked.get(address)).toBe(1);
  vi.setSystemTime(Date.now() + MINUTE_MS);
  site.answer(address, () => ({ keys: [one.jwk, two.jwk] }));
  expect(await status(await two.sign())).toBe(200);
  expect(await status(await one.sign())).toBe(200);
  expect(site.asked.get(address)).toBe(2);
});

test("R11-15 a flood of made-up key ids asks the host site once in 30 s at most, whatever they hold", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
  const { address, site, status } = hostSite();
  const one = await keyNamed("one");
  site.answer(address, () => ({ keys: [one.jwk] }));
  expect(await status(await one.sign())).toBe(200);
  const kids = [
    "../../etc/passwd",
    "https://evil.example/keys",
    "__proto__",
    "constructor",
    "' OR 1=1 --",
    "\u0000",
    "x".repeat(4000),
  ];
  for (let round = 0; round < 10; round += 1)
    for (const kid of kids) expect([kid, await status(await one.sign({ kid }))]).toEqual([kid, 401]);
  expect(site.asked.get(address)).toBe(1);
  vi.setSystemTime(Date.now() + 31_000);
  for (const kid of kids) expect(await status(await one.sign({ kid }))).toBe(401);
  expect(site.asked.get(address)).toBe(2);
  expect([...site.asked.keys()]).toEqual([address]);
});

test("R11-15 after a JWKS swap the old key counts for 10 minutes at most, and the attacker's never under another name", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
  const { address, site, status } = hostSite();
  const [old, next] = [await keyNamed("main"), await keyNamed("main")];
  site.answer(address, () => ({ keys: [old.jwk] }));
  expect(await status(await old.sign())).toBe(200);
  expect(await status(await next.sign())).toBe(401);
  site.answer(address, () => ({ keys: [next.jwk] }));
  vi.setSystemTime(Date.now() + 11 * MINUTE_MS);
  expect(await status(await old.sign())).toBe(401);
  expect(await status(await next.sign())).toBe(200);
});

test("R11-15 keys out of reach are overloaded, never a pass; keys that were fetched go on", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  const { address, site, deployment, status } = hostSite();
  const one = await keyNamed("one");
  site.answer(address, undefined);
  const problem = await problemIn(
    await deployment.get("/api/session", { authorization: `Bearer ${await one.sign()}` }),
  );
  expect(problem).toMatchObject({ status: 503, code: "overloaded" });
  const mallory = await deployment.connect(newRoom("keys"), { token: (await guestAged(0)).token });
  expect((await mallory.next("welcome")).you.id).toMatch(/^g_/);
  site.answer(address, () => ({ keys: [one.jwk] }));
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + MINUTE_MS });
  expect(await status(await one.sign())).toBe(200);
  site.answer(address, undefined);
  expect(await status(await one.sign())).toBe(200);
});

test("R11-15 what a token's header brings along is no key: jwk, jku, x5u, x5c, and a kid that is the attacker's own", async () => {
  const { address, site, status } = hostSite();
  const [host, mallory] = [await keyNamed("one"), await keyNamed("evil")];
  site.answer(address, () => ({ keys: [host.jwk] }));
  const evil = "https://evil.example/keys.json";
  site.answer(evil, () => ({ keys: [mallory.jwk] }));
  const headers: Partial<JWTHeaderParameters>[] = [
    { jwk: mallory.jwk },
    { jwk: mallory.jwk, kid: "one" },
    { jku: evil },
    { jku: evil, kid: "one" },
    { x5u: evil, kid: "one" },
    { x5c: ["MIIB"], kid: "one" },
    { kid: await calculateJwkThumbprint(mallory.jwk) },
    { kid: "one" },
  ];
  for (const header of headers) expect([header, await status(await mallory.sign(header))]).toEqual([header, 401]);
  expect(site.asked.has(evil)).toBe(false);
  expect(await status(await host.sign())).toBe(200);
});

test("R11-8 alg confusion: a public key, in any of its writings, is no HMAC secret, and a secret no public key", async () => {
  const { address, site, status } = hostSite();
  const { publicKey, jwk } = await keyNamed("one");
  // A host that slipped: its own shared secret in the public document.
  const shared = { kty: "oct", kid: "shared", alg: "HS256", k: base64url.encode(SECRET) };
  site.answer(address, () => ({ keys: [jwk, shared] }));
  const spki = await exportSPKI(publicKey);
  const der = new Uint8Array((await crypto.subtle.exportKey("spki", publicKey)) as ArrayBuffer);
  const encode = (text: string) => new TextEncoder().encode(text);
  const secrets = [
    encode(spki),
    encode(spki.trim()),
    der,
    encode(JSON.stringify(jwk)),
    encode(jwk.n ?? ""),
    base64url.decode(jwk.n ?? ""),
  ];
  const now = Math.floor(Date.now() / 1000);
  for (const [index, secret] of secrets.entries()) {
    for (const alg of ["HS256", "HS384", "HS512"]) {
      const key = await crypto.subtle.importKey(
        "raw",
        secret.slice(),
        { name: "HMAC", hash: `SHA-${alg.slice(2)}` },
        false,
        ["sign"],
      );
      const token = await new SignJWT({ sub: "admin", aud: "hubbub", iat: now, exp: now + 60 })
        .setProtectedHeader({ alg, kid: "one" })
        .sign(key);
      expect([index, alg, await status(token)]).toEqual([index, alg, 401]);
    }
  }
});

test("R11-8 a key is used with its own algorithm alone, also where the token names another of its kind", async () => {
  const { address, site, status } = hostSite();
  const elliptic = await keyNamed("ec", "ES256");
  const rsa = await keyNamed("rsa", "RS256");
  site.answer(address, () => ({ keys: [elliptic.jwk, rsa.jwk] }));
  const [, body = "", signature = ""] = (await rsa.sign()).split(".");
  const header = (value: object) => base64url.encode(JSON.stringify(value));
  for (const alg of ["none", "None", "", "RS384", "PS256", "ES256", "EdDSA", "HS256", "rs256", null, 7, ["RS256"]]) {
    const token = `${header({ alg, kid: "rsa" })}.${body}.${signature}`;
    expect([alg, await status(token)]).toEqual([alg, 401]);
  }
  expect(await status(`${header({ alg: "RS256", kid: "ec" })}.${body}.${signature}`)).toBe(401);
  expect(await status(`${header({ alg: "RS256", kid: "rsa", crit: ["b64"], b64: false })}.${body}.${signature}`)).toBe(
    401,
  );
  expect(await status(await rsa.sign())).toBe(200);
});

test("R11-8 no key of a host site makes a guest, an operator's guest, a bot, a service or a reader", async () => {
  const { address, site, status } = hostSite();
  const host = await keyNamed("one");
  site.answer(address, () => ({ keys: [host.jwk] }));
  const { guest } = await guestAged(0);
  for (const sub of [guest.id, "g_", "g_x", "b_x", "s_x", "r_x"])
    expect([sub, await status(await host.sign({}, sub))]).toEqual([sub, 401]);
  for (const sub of ["G_x", "gx", "user-g_x"])
    expect([sub, await status(await host.sign({}, sub))]).toEqual([sub, 200]);
});
