// What comes to the path of the service and is no call of it, and what a page of another site may do there.

import { expect, test } from "vitest";
import { Deployment, newRoom, problemIn, SECRET } from "../edge/deployment.ts";

const LISTED = "https://friends.example";
const PUBLISH = "/hubbub.v1.RoomService/Publish";
const HISTORY = "/hubbub.v1.RoomService/History";

test.for(["application/grpc", "application/grpc+proto", "application/grpc; charset=utf-8"])(
  "R12-5 native gRPC (%s) is told in its own words what to speak",
  async (type) => {
    const { status, headers, body } = await new Deployment().fetch(PUBLISH, {
      method: "POST",
      headers: { "content-type": type },
      body: new Uint8Array(5),
    });
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("application/grpc");
    expect(headers.get("grpc-status")).toBe("12");
    expect(headers.get("grpc-message")).toContain("Connect or gRPC-Web");
    expect(body).toBeNull();
  },
);

test.for([
  {
    what: "an unknown method",
    method: "POST",
    path: "/hubbub.v1.RoomService/Nothing",
    type: "application/json",
    status: 404,
  },
  { what: "no method at all", method: "POST", path: "/hubbub.v1.RoomService", type: "application/json", status: 404 },
  { what: "another service", method: "GET", path: "/hubbub.v1.RoomService/a/b", type: undefined, status: 404 },
  { what: "a form", method: "POST", path: PUBLISH, type: "application/x-www-form-urlencoded", status: 415 },
  { what: "plain text", method: "POST", path: PUBLISH, type: "text/plain", status: 415 },
  { what: "gRPC-Web as text", method: "POST", path: PUBLISH, type: "application/grpc-web-text", status: 415 },
  {
    what: "a stream to a method without one",
    method: "POST",
    path: HISTORY,
    type: "application/connect+json",
    status: 415,
  },
  { what: "Publish by GET", method: "GET", path: PUBLISH, type: undefined, status: 405 },
  { what: "PUT", method: "PUT", path: PUBLISH, type: "application/json", status: 405 },
] as const)("R12-5 $what is a problem: $status", async ({ method, path, type, status }) => {
  const deployment = new Deployment();
  const headers = type === undefined ? {} : { "content-type": type };
  const body = method === "GET" ? {} : { body: "{}" };
  const response = await deployment.fetch(path, { method, headers, ...body });
  expect(await problemIn(response)).toMatchObject({ status });
  if (status === 405) expect(response.headers.get("allow")).toMatch(/POST/);
  expect(deployment.touched).toEqual([]);
});

test("R12-5 a body that is no JSON is refused by Connect", async () => {
  const deployment = new Deployment();
  const { token } = await deployment.guest("Ada");
  const response = await deployment.fetch(PUBLISH, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: "{",
  });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ code: "invalid_argument" });
  expect(deployment.touched).toEqual([]);
});

test("R12-5 a page of another origin is refused before anything else", async () => {
  const deployment = new Deployment();
  const response = await deployment.post(PUBLISH, { room: "lobby", text: "x" }, { origin: "https://evil.example" });
  expect(await problemIn(response)).toMatchObject({ status: 403, code: "forbidden" });
});

test("R12-5 a listed page may call and read refusals, with a token of its own", async () => {
  const deployment = new Deployment({ AUTH_SECRET: SECRET, ALLOWED_ORIGINS: LISTED });
  const asked =
    "authorization,connect-protocol-version,connect-timeout-ms,content-type,grpc-timeout,x-grpc-web,x-user-agent";
  const preflight = await deployment.fetch(PUBLISH, {
    method: "OPTIONS",
    headers: { origin: LISTED, "access-control-request-method": "POST", "access-control-request-headers": asked },
  });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get("access-control-allow-origin")).toBe(LISTED);
  const allowed = preflight.headers.get("access-control-allow-headers")?.toLowerCase().split(", ");
  expect(allowed).toEqual(expect.arrayContaining(asked.split(",")));
  const { headers, status } = await deployment.post(PUBLISH, { room: "lobby", text: "x" }, { origin: LISTED });
  expect(status).toBe(401);
  expect(headers.get("hubbub-code")).toBe("unauthenticated");
  expect(headers.get("access-control-allow-origin")).toBe(LISTED);
  expect(headers.get("access-control-expose-headers")).toMatch(/Grpc-Status.*Hubbub-Code.*Retry-After/);
  expect(headers.get("access-control-allow-credentials")).toBeNull();
});

test("R9-2 a cookie without an Origin publishes nothing", async () => {
  const deployment = new Deployment();
  const { token } = await deployment.guest("Ada");
  const message = { room: newRoom("rpc-csrf"), text: "x" };
  const response = await deployment.post(PUBLISH, message, { cookie: `hubbub_session=${token}` });
  expect(await problemIn(response)).toMatchObject({ status: 403, code: "forbidden" });
  expect(deployment.touched).toEqual([]);
});

test("R9-13 no answer of the service is cached", async () => {
  const { headers } = await new Deployment().post(HISTORY, { room: newRoom("rpc-cache") });
  expect(headers.get("cache-control")).toBe("no-store");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
});
