// Cross-site request forgery: a page of another site has its visitor's browser send a write with the session's cookie.

import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { Deployment, OWN_ORIGIN, problemIn, SECRET } from "../edge/deployment.ts";
import { guestAged } from "../edge/tokens.ts";
import { CALLS, ROUTES, WRITES } from "./every-route.ts";

const JSON_TYPE = "application/json";
/** All that a form, or a request without a preflight, can say of its body. */
const FORM_TYPES = [
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
  "text/plain",
  "Text/Plain;charset=utf-8",
];
const FOREIGN = ["https://evil.example", "null", "https://chat.example.evil.example", "http://chat.example"];

test("every route of the router is attacked here", () => {
  expect(ROUTES.length).toBe(CALLS);
  expect(WRITES.map(({ method }) => method)).toEqual(expect.arrayContaining(["POST", "PUT", "DELETE"]));
});

/** The browser of somebody with a session, made to send whatever the page of another site likes. */
async function browser() {
  const deployment = new Deployment({ AUTH_SECRET: SECRET, RATE_LIMITS: "off" });
  const { token } = await guestAged(0);
  const send = (method: string, path: string, headers: Record<string, string>, body: string | undefined) =>
    deployment.fetch(path, {
      method,
      headers: { cookie: `hubbub_session=${token}`, ...headers },
      ...(body === undefined ? {} : { body }),
    });
  return { deployment, send };
}

/** Neither a room nor the Lobby was so much as asked: nothing can have been stored. */
function expectNothingTouched(deployment: Deployment): void {
  expect(deployment.touched).toEqual([]);
  expect(deployment.lobbyAsked).toBe(0);
}

describe.for(WRITES)("CSRF: $method $pattern", ({ method, path }) => {
  test("is refused to a page of another site, whatever it sends, and nothing is touched", async () => {
    const { deployment, send } = await browser();
    for (const origin of FOREIGN) {
      for (const type of [JSON_TYPE, ...FORM_TYPES]) {
        const response = await send(
          method,
          path,
          { origin, "content-type": type },
          '{"text":"forged","type":"typing"}',
        );
        expect(await problemIn(response), `${origin} with ${type}`).toMatchObject({ status: 403, code: "forbidden" });
        expect(response.headers.get("access-control-allow-origin")).toBeNull();
        expect(response.headers.get("set-cookie")).toBeNull();
      }
      expect((await send(method, path, { origin }, undefined)).status, `${origin} without a body`).toBe(403);
    }
    expectNothingTouched(deployment);
  });

  test("is refused where a browser told no Origin, and nothing is touched", async () => {
    const { deployment, send } = await browser();
    for (const type of [JSON_TYPE, ...FORM_TYPES])
      expect((await send(method, path, { "content-type": type }, "{}")).status, type).toBe(403);
    expect((await send(method, path, {}, undefined)).status).toBe(403);
    expectNothingTouched(deployment);
  });

  test("is refused as a form, also of a page of ours, and nothing is touched", async () => {
    const { deployment, send } = await browser();
    for (const type of FORM_TYPES) {
      const response = await send(method, path, { origin: OWN_ORIGIN, "content-type": type }, "text=forged");
      expect(await problemIn(response), type).toMatchObject({ status: 415, code: "invalid" });
    }
    expectNothingTouched(deployment);
  });

  test("control: the same, as a page of ours sends it, is not refused for where it came from", async () => {
    const { send } = await browser();
    const response = await send(method, path, { origin: OWN_ORIGIN, "content-type": JSON_TYPE }, "{}");
    expect(await response.text()).not.toMatch(/pages of this origin|needs an Origin|must be application/);
  });
});

test("CSRF: a preflight of another site is refused on every route, so that no other method or type is sent", async () => {
  const { deployment } = await browser();
  for (const { method, path } of ROUTES) {
    const headers = { origin: "https://evil.example", "access-control-request-method": method };
    const response = await deployment.fetch(path, { method: "OPTIONS", headers });
    expect(response.status, path).toBe(403);
    expect([...response.headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
  }
  expectNothingTouched(deployment);
});

test("CSRF: a route that a page may read changes nothing, with a cookie or without", async () => {
  const { deployment, send } = await browser();
  const quiet = ROUTES.filter(({ method, pattern }) => method === "GET" && !pattern.startsWith("/ws"));
  for (const { path, pattern } of quiet.filter(({ pattern }) => !/\/(?:events|poll)$/.test(pattern))) {
    const response = await send("GET", path, {}, undefined);
    await response.body?.cancel();
    expect(response.headers.get("set-cookie"), pattern).toBeNull();
  }
  expect(deployment.touched.length).toBeGreaterThan(0);
  for (const room of deployment.touched) expect(await env.ROOM.getByName(room).rowsWritten(), room).toBe(0);
});

test("the session's cookie is HttpOnly, SameSite, of this host alone, and Secure wherever there is TLS", async () => {
  const cookieOf = async (origin: string) => {
    const deployment = new Deployment({ AUTH_SECRET: SECRET }, origin);
    const made = await deployment.post("/api/session", { name: "Ada" });
    const ended = await deployment.fetch("/api/session", { method: "DELETE" });
    return [made, ended].map((response) => response.headers.get("set-cookie")?.replace(/=[^;]*/, "="));
  };
  const always = /^hubbub_session=; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax/;
  for (const origin of ["https://chat.example", "http://chat.example", "http://192.0.2.7:8787"])
    for (const cookie of await cookieOf(origin)) {
      expect(cookie, origin).toMatch(always);
      expect(cookie, origin).toMatch(/; Secure$/);
      expect(cookie, origin).not.toContain("Domain");
    }
  for (const origin of ["http://localhost:8787", "http://127.0.0.1:8787"])
    for (const cookie of await cookieOf(origin)) {
      expect(cookie, origin).toMatch(always);
      expect(cookie, origin).not.toContain("Secure");
    }
});
