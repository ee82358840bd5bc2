// What holds for every route: methods, headers, problems, and files where no route is.

import { expect, test, vi } from "vitest";
import packageJson from "../../../package.json" with { type: "json" };
import worker from "../../../src/worker.ts";
import { env } from "cloudflare:workers";
import { Deployment, type Init, newRoom, problemIn } from "./deployment.ts";

const ROUTES = [
  { path: "/api/health", allow: "GET, HEAD, OPTIONS" },
  { path: "/api/session", allow: "GET, HEAD, POST, DELETE, OPTIONS" },
  { path: "/api/session/ticket", allow: "POST, OPTIONS" },
  { path: "/api/rooms", allow: "GET, HEAD, POST, OPTIONS" },
  { path: "/api/rooms/lobby", allow: "GET, HEAD, DELETE, OPTIONS" },
  { path: "/api/rooms/lobby/messages", allow: "GET, HEAD, POST, OPTIONS" },
  { path: "/api/rooms/lobby/members", allow: "GET, HEAD, OPTIONS" },
  { path: "/api/rooms/lobby/commands", allow: "POST, OPTIONS" },
  { path: "/api/rooms/lobby/values", allow: "GET, HEAD, OPTIONS" },
  { path: "/api/rooms/lobby/values/score", allow: "PUT, OPTIONS" },
  { path: "/api/rooms/lobby/export", allow: "GET, HEAD, OPTIONS" },
  { path: "/ws", allow: "GET, HEAD, OPTIONS" },
  { path: "/ws/lobby", allow: "GET, HEAD, OPTIONS" },
];

test("R9-12 health tells the version of the package", async () => {
  const response = await new Deployment().get("/api/health");
  expect(await response.json()).toEqual({ ok: true, version: packageJson.version });
});

test.for(ROUTES)(
  "R9-13 $path answers other methods with 405 and OPTIONS with 204, both naming $allow",
  async ({ path, allow }) => {
    const deployment = new Deployment();
    for (const method of ["PATCH", "PROPFIND", ...(allow.includes("PUT") ? ["GET", "POST"] : ["PUT"])]) {
      const response = await deployment.fetch(path, { method });
      expect(response.headers.get("allow")).toBe(allow);
      expect(await problemIn(response)).toMatchObject({ status: 405, code: "invalid" });
    }
    const options = await deployment.fetch(path, { method: "OPTIONS" });
    expect(options.status).toBe(204);
    expect(options.headers.get("allow")).toBe(allow);
    expect(deployment.touched).toEqual([]);
  },
);

test("R9-13 HEAD is GET without the body", async () => {
  const deployment = new Deployment();
  for (const path of ["/api/health", "/api/session", `/api/rooms/${newRoom("head")}`, "/api/rooms/Bad", "/ws/lobby"]) {
    const [get, head] = [await deployment.get(path), await deployment.fetch(path, { method: "HEAD" })];
    expect(head.status, path).toBe(get.status);
    expect([...head.headers], path).toEqual([...get.headers]);
    expect(await head.text(), path).toBe("");
    expect(await get.text(), path).not.toBe("");
  }
});

test.for([
  "/api",
  "/api/",
  "/api/nothing",
  "/api/rooms/lobby/nothing",
  "/api/session/x",
  "/api/rooms/lobby/values/score/x",
  "/ws/lobby/x",
  "/api/health/x",
  "/api//health/",
])("R9-13 nothing is at %s: a 404 problem, whatever the method", async (path) => {
  const deployment = new Deployment();
  for (const method of ["GET", "POST", "OPTIONS", "DELETE"]) {
    expect(await problemIn(await deployment.fetch(path, { method }))).toMatchObject({
      status: 404,
      code: "not_found",
      title: "Not Found",
    });
  }
  expect(deployment.touched).toEqual([]);
});

test("R9-13 a problem has type, title, status, code and detail, and nothing of what was sent", async () => {
  const problem = await problemIn(await new Deployment().get("/api/rooms/SECRET-of-somebody?ticket=abc"));
  expect(problem).toEqual({
    type: "about:blank",
    title: "Bad Request",
    status: 400,
    code: "invalid",
    detail: "unable to describe room; the room's name must be 1–64 of a–z, 0–9 and -, with - at neither end",
  });
});

test("R9-13 every API answer may be kept by nobody, and is only what it says it is", async () => {
  const deployment = new Deployment();
  const responses = [
    await deployment.get("/api/health"),
    await deployment.get("/api/nothing"),
    await deployment.get("/ws/lobby"),
    await deployment.post("/api/session", {}),
    await deployment.get(`/api/rooms/${newRoom("headers")}`),
  ];
  for (const { headers } of responses) {
    expect(Object.fromEntries(headers)).toMatchObject({
      "cache-control": "no-store",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    });
  }
});

test("R6-7 an unknown fault is logged with its cause and leaves as internal, without stack or words of its own", async () => {
  const log = vi.spyOn(console, "error").mockImplementation(() => {});
  const deployment = new Deployment();
  deployment.roomFault = new Error("the disk is on fire", { cause: new TypeError("no disk") });
  const responses = [
    await deployment.get("/api/rooms/private-name?ticket=", { authorization: "" }),
    await deployment.get("/api/rooms/private-name"),
    await deployment.knock("private-name"),
  ];
  const written = log.mock.calls.map(([line]) => String(line));
  log.mockRestore();
  expect(await problemIn(responses[0] ?? Response.error())).toMatchObject({ status: 401 });
  for (const response of responses.slice(1)) {
    const problem = await problemIn(response);
    expect(problem).toMatchObject({
      status: 500,
      code: "internal",
      detail: "unable to answer; the server is at fault",
    });
    expect(JSON.stringify(problem)).not.toContain("fire");
  }
  expect(written).toHaveLength(2);
  expect(JSON.parse(written[0] ?? "")).toMatchObject({
    level: "error",
    route: "/api/rooms/:room",
    error: { name: "Error", message: "the disk is on fire", cause: { name: "TypeError", message: "no disk" } },
  });
  expect(written.join()).not.toContain("private-name");
});

/** Files in place of public/: it answers with what it was asked for. */
function files() {
  const asked: Request[] = [];
  const fetch = async (request: Request) => {
    asked.push(request);
    const { pathname } = new URL(request.url);
    const headers = { "content-security-policy": "of the file", etag: '"1"' };
    return new Response(pathname, { status: pathname === "/room" ? 200 : 404, headers });
  };
  return {
    asked,
    ASSETS: new Proxy(env.ASSETS, { get: (target, key) => (key === "fetch" ? fetch : Reflect.get(target, key)) }),
  };
}

async function visit(path: string, { ASSETS }: ReturnType<typeof files>, init: Init = {}): Promise<Response> {
  const request = new Request<unknown, IncomingRequestCfProperties>(`https://chat.example${path}`, {
    redirect: "manual",
    ...init,
  });
  return worker.fetch(request, { ROOM: env.ROOM, RELAY: env.RELAY, LOBBY: env.LOBBY, ASSETS });
}

test.for(["/nothing", "/apix", "/wsx", "/r/a/b"])(
  "%s is no route of the Worker: the files say so, with 404",
  async (path) => {
    const response = await visit(path, files());
    expect(response.status).toBe(404);
    expect(await response.text()).toBe(path);
  },
);
