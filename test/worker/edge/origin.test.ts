// Which pages may come, what they may read, and that a cookie alone changes nothing.

import { expect, test } from "vitest";
import { Deployment, LOCAL_ORIGIN, newRoom, OWN_ORIGIN, problemIn, SECRET } from "./deployment.ts";
import { guestAged } from "./tokens.ts";

const LISTED = "https://friends.example";
const listing = (list: string) => new Deployment({ AUTH_SECRET: SECRET, ALLOWED_ORIGINS: list });

const FOREIGN = [
  "null",
  "https://evil.example",
  "http://chat.example",
  "https://chat.example:8443",
  "https://chat.example.evil.example",
  "https://evil-chat.example",
  "https://sub.chat.example",
  "https://friends.example.evil.example",
  "https://sub.friends.example",
  "http://friends.example",
  "http://localhost:5173",
  "http://127.0.0.1:5173",
  "https://CHAT.example",
  "https://chat.example/",
  "",
];

test.for(FOREIGN)("R3-6 a page of %o is refused on every route, before any room", async (origin) => {
  const deployment = listing(`${LISTED} null * file:///home`);
  const room = newRoom("origin");
  const upgrade = await deployment.knock(room, { headers: { origin } });
  expect(await problemIn(upgrade)).toMatchObject({ status: 403, code: "forbidden" });
  const routes = [
    ["GET", "/api/health"],
    ["GET", `/api/rooms/${room}`],
    ["GET", `/api/rooms/${room}/messages`],
    ["POST", "/api/session"],
    ["DELETE", "/api/session"],
    ["OPTIONS", "/api/session"],
    ["GET", "/api/nothing"],
  ];
  for (const [method = "", path = ""] of routes) {
    const response = await deployment.fetch(path, { method, headers: { origin } });
    expect(response.headers.get("access-control-allow-origin"), `${method} ${path}`).toBeNull();
    expect(await problemIn(response), `${method} ${path}`).toMatchObject({ status: 403, code: "forbidden" });
  }
  expect(deployment.touched).toEqual([]);
});

test.for([undefined, OWN_ORIGIN, LISTED, "https://other.example:8443"])("R3-6 %o may come", async (origin) => {
  const deployment = listing(`${LISTED}/,\n https://other.example:8443`);
  const headers = origin === undefined ? {} : { origin };
  expect((await deployment.get("/api/health", headers)).status).toBe(200);
  expect((await deployment.join(newRoom("origin"), { headers })).id).toMatch(/^g_/);
});

test.for([
  { origin: "http://localhost:5173", status: 200 },
  { origin: "http://localhost", status: 200 },
  { origin: "http://127.0.0.1:3000", status: 200 },
  { origin: "https://localhost:5173", status: 403 },
  { origin: "http://localhost.evil.example:5173", status: 403 },
  { origin: "http://evil.example", status: 403 },
  { origin: "http://localhost:5173@evil.example", status: 403 },
  { origin: "http://127.0.0.1.evil.example", status: 403 },
  { origin: "null", status: 403 },
])("R3-6 on this machine, $origin gets $status", async ({ origin, status }) => {
  for (const own of [LOCAL_ORIGIN, "http://127.0.0.1:8787"]) {
    const deployment = new Deployment({ AUTH_SECRET: SECRET }, own);
    expect((await deployment.get("/api/health", { origin })).status).toBe(status);
  }
});

test("R3-6 behind a tunnel that ends TLS, the page of the same host is our own; other hosts are not", async () => {
  const deployment = new Deployment({ AUTH_SECRET: SECRET }, "http://quiet-fox.tunnel.example");
  expect((await deployment.get("/api/health", { origin: "https://quiet-fox.tunnel.example" })).status).toBe(200);
  expect((await deployment.get("/api/health", { origin: "https://other-fox.tunnel.example" })).status).toBe(403);
  expect((await deployment.get("/api/health", { origin: "https://quiet-fox.tunnel.example:444" })).status).toBe(403);
});

test("R9-3 a listed page may read answers and refusals, without credentials", async () => {
  const deployment = listing(LISTED);
  for (const path of ["/api/health", "/api/session", "/api/nothing"]) {
    const { headers } = await deployment.get(path, { origin: LISTED });
    expect(headers.get("access-control-allow-origin"), path).toBe(LISTED);
    expect(headers.get("access-control-expose-headers"), path).toBe("ETag, Retry-After");
    expect(headers.get("access-control-allow-credentials"), path).toBeNull();
    expect(headers.get("vary"), path).toBe("Origin");
  }
});

test("R9-3 an answer varies by origin also where none was given, since caches must not mix them", async () => {
  expect((await new Deployment().get("/api/health")).headers.get("vary")).toBe("Origin");
});

test("R9-3 a preflight says what a listed page may ask", async () => {
  const preflight = {
    origin: LISTED,
    "access-control-request-method": "POST",
    "access-control-request-headers": "authorization,content-type,idempotency-key",
  };
  const response = await listing(LISTED).fetch("/api/rooms/lobby/messages", { method: "OPTIONS", headers: preflight });
  expect(response.status).toBe(204);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "access-control-allow-origin": LISTED,
    "access-control-allow-methods": "GET, HEAD, POST, OPTIONS",
    "access-control-allow-headers": "Authorization, Content-Type, Idempotency-Key, If-None-Match, Last-Event-ID",
    "access-control-max-age": "7200",
  });
  expect(response.headers.get("access-control-allow-credentials")).toBeNull();
});

test("R9-3 a preflight for a value says that PUT may be asked", async () => {
  const preflight = { origin: LISTED, "access-control-request-method": "PUT" };
  const path = "/api/rooms/lobby/values/score";
  const { headers } = await listing(LISTED).fetch(path, { method: "OPTIONS", headers: preflight });
  expect(headers.get("access-control-allow-origin")).toBe(LISTED);
  expect(headers.get("access-control-allow-methods")).toBe("PUT, OPTIONS");
});

test("R9-2 a cookie without an Origin reads, and changes nothing", async () => {
  const deployment = new Deployment();
  const { token } = await guestAged(0);
  const room = newRoom("csrf");
  const cookie = `theme=dark; hubbub_session=${token}`;
  const writes: [string, string, unknown][] = [
    ["POST", "/api/session", { name: "Eve" }],
    ["DELETE", "/api/session", undefined],
    ["POST", "/api/session/ticket", { room }],
    ["POST", `/api/rooms/${room}/messages`, { text: "hi" }],
    ["POST", `/api/rooms/${room}/commands`, { type: "send", id: "one", text: "hi" }],
    ["PUT", `/api/rooms/${room}/values/score`, 1],
    ["POST", "/api/rooms", { name: room }],
  ];
  for (const [method, path, body] of writes) {
    const init = {
      method,
      headers: { cookie, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    expect(await problemIn(await deployment.fetch(path, init)), path).toMatchObject({ status: 403, code: "forbidden" });
  }
  expect(deployment.touched).toEqual([]);
  expect((await deployment.get("/api/session", { cookie })).status).toBe(200);
  expect(
    (await deployment.post(`/api/rooms/${room}/messages`, { text: "hi" }, { cookie, origin: OWN_ORIGIN })).status,
  ).toBe(201);
});

test("R9-2 a cookie that is not ours does not make a request one of a page's", async () => {
  const deployment = new Deployment();
  const { token } = await guestAged(0);
  const headers = { cookie: "theme=dark; not_hubbub_session=x", authorization: `Bearer ${token}` };
  expect((await deployment.post("/api/session/ticket", { room: "lobby" }, headers)).status).toBe(200);
});
