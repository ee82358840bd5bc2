// Who may frame /embed/{room}: what the header says for each way to write ALLOWED_PARENTS.

import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import worker from "../../../src/worker.ts";
import type { Env } from "../../../src/env.ts";
import { Deployment, type Init, OWN_ORIGIN, problemIn } from "./deployment.ts";

const POLICY = "default-src 'none'; script-src 'self'; frame-ancestors 'none'; trusted-types 'none'";

/** The page as the files give it, for whatever is asked. */
const page: Env["ASSETS"] = new Proxy(env.ASSETS, {
  get: (target, key) => (key === "fetch" ? servePage : Reflect.get(target, key)),
});

async function servePage(url: URL): Promise<Response> {
  const headers = { "content-security-policy": POLICY, "cross-origin-resource-policy": "same-origin", etag: '"1"' };
  return new Response(`the page of ${url.href}`, { headers });
}

async function visit(path: string, parents?: string, init: Init = {}): Promise<Response> {
  const request = new Request<unknown, IncomingRequestCfProperties>(`${OWN_ORIGIN}${path}`, init);
  const variables = parents === undefined ? {} : { ALLOWED_PARENTS: parents };
  return worker.fetch(request, { ROOM: env.ROOM, RELAY: env.RELAY, LOBBY: env.LOBBY, ASSETS: page, ...variables });
}

async function ancestors(parents?: string): Promise<string | undefined> {
  const { headers } = await visit("/embed/lobby", parents);
  return /frame-ancestors ([^;]*)/.exec(headers.get("content-security-policy") ?? "")?.[1];
}

test.for([
  [undefined, "'none'"],
  ["", "'none'"],
  [" , ", "'none'"],
  ["https://a.example", "https://a.example"],
  [
    "https://a.example/, http://b.example:8080  https://c.example",
    "https://a.example http://b.example:8080 https://c.example",
  ],
  ["https://A.Example:443", "https://a.example"],
  ["https://bücher.example", "https://xn--bcher-kva.example"],
])("ALLOWED_PARENTS %j lets %s frame", async ([parents, expected]) => {
  expect(await ancestors(parents)).toBe(expected);
});

test.for([
  "*",
  "https://*",
  "https://*.example",
  "https:",
  "a.example",
  "//a.example",
  "null",
  "'self'",
  "data:",
  "javascript:alert(1)",
  "ftp://a.example",
  "file:///etc",
  "chrome-extension://abcdef",
  "https://a.example;script-src",
  "https://a.example;script-src *",
  "https://[::1",
])("ALLOWED_PARENTS %j is no origin and is left out, alone and among good ones", async (entry) => {
  expect(await ancestors(entry)).toBe("'none'");
  expect(await ancestors(`https://good.example ${entry}`)).toBe("https://good.example");
});

test("the rest of the policy of all pages stays, and nothing else forbids a frame", async () => {
  const { headers, status } = await visit("/embed/lobby", "https://a.example");
  expect(status).toBe(200);
  expect(headers.get("content-security-policy")).toBe(
    "default-src 'none'; script-src 'self'; trusted-types 'none'; frame-ancestors https://a.example",
  );
  expect(headers.get("x-frame-options")).toBeNull();
  // What the frame of a page that is cross-origin isolated needs.
  expect(headers.get("cross-origin-resource-policy")).toBe("cross-origin");
  expect(headers.get("cross-origin-embedder-policy")).toBe("require-corp");
});

test("a change of the variable is seen at once: the page is not kept, and has no tag of its file", async () => {
  const { headers } = await visit("/embed/lobby", "https://a.example", { headers: { "if-none-match": '"1"' } });
  expect(headers.get("cache-control")).toBe("no-cache");
  expect(headers.get("etag")).toBeNull();
});

test.for(["/embed/Bad", "/embed/a--", "/embed/a%2fb", `/embed/${"a".repeat(65)}`])(
  "%s names no room: the page says so with 404, and no room is asked",
  async (path) => {
    const response = await visit(path, "https://a.example");
    expect(response.status).toBe(404);
    expect(await response.text()).toBe(`the page of ${OWN_ORIGIN}/embed`);
    const deployment = new Deployment();
    await deployment.get(path);
    expect(deployment.touched).toEqual([]);
  },
);

test("R9-13 HEAD is GET without the body, and other methods are refused", async () => {
  const [get, head] = [await visit("/embed/lobby"), await visit("/embed/lobby", undefined, { method: "HEAD" })];
  expect([...head.headers]).toEqual([...get.headers]);
  expect(await head.text()).toBe("");
  const posted = await visit("/embed/lobby", undefined, { method: "POST" });
  expect(await problemIn(posted)).toMatchObject({ status: 405 });
});
