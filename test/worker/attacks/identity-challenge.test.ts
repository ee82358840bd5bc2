// Attacks on the challenge of new guests: going around it, replaying what passed it, and passing another's.

import { env } from "cloudflare:workers";
import { afterEach, expect, test, vi } from "vitest";
import worker from "../../../src/worker.ts";
import { Deployment, LOCAL_ORIGIN, newRoom, problemIn, SECRET } from "../edge/deployment.ts";
import { guestAged } from "../edge/tokens.ts";
import { standIn } from "./stand-in.ts";

const VERIFY = "https://turnstile.example/siteverify";
const set = { AUTH_SECRET: SECRET, TURNSTILE_SITEKEY: "0x4AAA", TURNSTILE_SECRET: "s3cret", TURNSTILE_VERIFY: VERIFY };
const HOST = "chat.example";

afterEach(() => {
  vi.restoreAllMocks();
});

test("R9-25 a new guest without it is refused, over HTTP and by socket, and told where it is passed", async () => {
  const deployment = new Deployment(set);
  expect(await problemIn(await deployment.post("/api/session", { name: "Ada" }))).toMatchObject({
    status: 403,
    code: "forbidden",
    challenge: "/challenge",
  });
  const mallory = await deployment.connect(newRoom("challenge"), { name: "Mallory" });
  expect(await mallory.next("error")).toMatchObject({ code: "unauthenticated", challenge: "/challenge" });
  expect(await mallory.closed).toEqual({ code: 4401, reason: "unauthenticated" });
  const plain = await deployment.connect(newRoom("challenge"), { protocols: [] });
  expect(await plain.closed).toEqual({ code: 4401, reason: "unauthenticated" });
  const forged = { cookie: "hubbub_session=forged", origin: deployment.origin };
  expect((await deployment.post("/api/session", {}, forged)).status).toBe(403);
  expect(deployment.touched).toEqual([]);
});

test("R9-25 what Turnstile confirms for this host and use makes a guest, once; who has a token is asked for nothing", async () => {
  const turnstile = standIn();
  const used = new Set<string>();
  turnstile.answer(VERIFY, () => {
    const { response, secret } = JSON.parse(turnstile.bodies.at(-1) ?? "{}");
    const success = secret === "s3cret" && response === "passed" && !used.has(response);
    used.add(response);
    return { success, hostname: HOST, action: "guest", "error-codes": success ? [] : ["timeout-or-duplicate"] };
  });
  const deployment = new Deployment(set);
  const made = await deployment.post("/api/session", { name: "Ada", challenge: "passed" });
  expect(made.status).toBe(201);
  const replayed = await problemIn(await deployment.post("/api/session", { name: "Eve", challenge: "passed" }));
  expect(replayed).toMatchObject({ status: 403, code: "forbidden", challenge: "/challenge" });
  const { guest, token } = await guestAged(0);
  const asked = turnstile.asked.get(VERIFY);
  expect((await deployment.post("/api/session", {}, { authorization: `Bearer ${token}` })).status).toBe(201);
  expect((await deployment.join(newRoom("challenge"), { token })).id).toBe(guest.id);
  expect(turnstile.asked.get(VERIFY)).toBe(asked);
});

test("R9-25 what was passed elsewhere or for something else is worth nothing here", async () => {
  const turnstile = standIn();
  const deployment = new Deployment(set);
  const outcomes: unknown[] = [
    { success: true, hostname: "evil.example", action: "guest" },
    { success: true, hostname: `${HOST}.evil.example`, action: "guest" },
    { success: true, action: "guest" },
    { success: true, hostname: HOST, action: "login" },
    { success: true, hostname: HOST },
    { success: false, hostname: HOST, action: "guest" },
  ];
  for (const outcome of outcomes) {
    turnstile.answer(VERIFY, () => outcome);
    const problem = await problemIn(await deployment.post("/api/session", { challenge: "t" }));
    expect([outcome, problem.code]).toEqual([outcome, "forbidden"]);
  }
  turnstile.answer(VERIFY, () => ({ success: true, hostname: "example.com", action: "guest" }));
  expect((await new Deployment(set, LOCAL_ORIGIN).post("/api/session", { challenge: "t" })).status).toBe(201);
});

test("R9-25 where Turnstile cannot be asked, or answers nonsense, nobody passes", async () => {
  const turnstile = standIn();
  const deployment = new Deployment(set);
  for (const answer of [undefined, () => "yes", () => ({ success: "true" }), () => null]) {
    turnstile.answer(VERIFY, answer);
    expect(await problemIn(await deployment.post("/api/session", { challenge: "t" }))).toMatchObject({
      status: 503,
      code: "overloaded",
    });
  }
});

test("R9-25 nobody has Turnstile asked without end: tries count as new guests of their network", async () => {
  const turnstile = standIn();
  turnstile.answer(VERIFY, () => ({ success: false }));
  const deployment = new Deployment(set);
  const from = { "cf-connecting-ip": "203.0.113.9" };
  for (let times = 0; times < 10; times += 1)
    expect((await deployment.post("/api/session", { challenge: "t" }, from)).status).toBe(403);
  expect((await deployment.post("/api/session", { challenge: "t" }, from)).status).toBe(429);
  expect(turnstile.asked.get(VERIFY)).toBe(10);
  expect((await deployment.post("/api/session", { challenge: "x".repeat(2049) })).status).toBe(400);
});

test("R9-25 half a setting is a fault of the deployment, not open to all", async () => {
  const log = vi.spyOn(console, "error").mockImplementation(() => {});
  for (const half of [{ TURNSTILE_SITEKEY: "x" }, { TURNSTILE_SECRET: "x" }])
    expect((await new Deployment({ AUTH_SECRET: SECRET, ...half }).post("/api/session", {})).status).toBe(500);
  expect(log.mock.calls.flat().join()).toContain("must be set together");
});

/** The files, as the platform serves them, with the policy of all pages. */
const files: typeof env.ASSETS = new Proxy(env.ASSETS, {
  get: (target, key) => (key === "fetch" ? serve : Reflect.get(target, key)),
});

async function serve(url: URL): Promise<Response> {
  const policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
  const isPage = url.pathname === "/challenge";
  return new Response(isPage ? '<div id="challenge"></div>' : "lost", {
    status: isPage ? 200 : 404,
    headers: { "content-type": "text/html", "content-security-policy": policy, etag: '"1"' },
  });
}

const visit = (variables: object) =>
  worker.fetch(new Request<unknown, IncomingRequestCfProperties>(`https://${HOST}/challenge`), {
    ROOM: env.ROOM,
    RELAY: env.RELAY,
    LOBBY: env.LOBBY,
    ASSETS: files,
    ...variables,
  });

test("R9-25 the page of the challenge alone may load Turnstile, and cannot be framed; a site key is never markup", async () => {
  const page = await visit({ ...set, TURNSTILE_SITEKEY: '"><script>alert(1)</script>' });
  const policy = page.headers.get("content-security-policy");
  expect(policy).toBe(
    "default-src 'none'; style-src 'self'; frame-ancestors 'none'; script-src 'self' https://challenges.cloudflare.com; frame-src https://challenges.cloudflare.com",
  );
  expect(page.headers.get("cache-control")).toBe("no-cache");
  const text = await page.text();
  expect(text).toContain('data-action="guest"');
  expect(text).not.toContain('""><script>');
  expect(text).toContain("&quot;");
});

test("R9-25 where nothing is asked of newcomers there is no such page", async () => {
  const page = await visit({ AUTH_SECRET: SECRET });
  expect([page.status, await page.text()]).toEqual([404, "lost"]);
  expect(page.headers.get("content-security-policy")).not.toContain("challenges.cloudflare.com");
});
