// The hook before publishing: what it allows, refuses and replaces, what its silence means, and whom it holds up.

import { env } from "cloudflare:workers";
import { evictDurableObject } from "cloudflare:test";
import { afterEach, describe, expect, test, vi } from "vitest";
import * as v from "valibot";
import { Deployment, newId, newRoom, problemIn, SECRET } from "./deployment.ts";
import { DAY_MS, guestAged } from "./tokens.ts";

const HOOK = "https://checks.example/in";

const askedSchema = v.object({
  room: v.string(),
  by: v.object({ id: v.string(), name: v.string(), role: v.string() }),
  command: v.looseObject({ type: v.string(), id: v.string(), text: v.string() }),
});
type Asked = v.InferOutput<typeof askedSchema>;

/** The outside world: what it was asked, and what it says to a text. */
function world(answer: (asked: Asked, signal: AbortSignal) => Response | Promise<Response>) {
  const asked: { body: string; headers: Headers; text: string }[] = [];
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    expect([request.url, request.redirect]).toEqual([HOOK, "manual"]);
    const body = await request.text();
    const parsed = v.parse(askedSchema, JSON.parse(body));
    asked.push({ body, headers: request.headers, text: parsed.command.text });
    return answer(parsed, request.signal);
  });
  return asked;
}

const verdict = (given: object) => Response.json(given);

afterEach(() => {
  vi.restoreAllMocks();
});

async function hooked(wish: object = {}) {
  const deployment = new Deployment({ AUTH_SECRET: SECRET, RATE_LIMITS: "off" });
  const { token } = await guestAged(DAY_MS, "Ada");
  const authorization = `Bearer ${token}`;
  const room = newRoom("checked");
  expect((await deployment.post("/api/rooms", { name: room }, { authorization })).status).toBe(201);
  const path = `/api/rooms/${room}/hook`;
  const ask = (method: string, body?: object, headers: Record<string, string> = { authorization }) =>
    deployment.fetch(path, {
      method,
      headers: { "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const put = await ask("PUT", { url: HOOK, ...wish });
  expect(put.status).toBe(200);
  const { secret } = v.parse(v.strictObject({ secret: v.string() }), await put.json());
  const bob = await guestAged(DAY_MS, "Bob");
  const join = (who = bob.token) => deployment.join(room, { token: who });
  const post = (text: string, id = newId()) =>
    deployment.post(`/api/rooms/${room}/messages`, { id, text }, { authorization: `Bearer ${bob.token}` });
  return { deployment, room, secret, ask, join, post, bobId: bob.guest.id, bobToken: bob.token };
}

describe("R10-31 a hook", () => {
  test("allows, refuses with a reason, and replaces the text, by every way in; a repeat is not asked about again", async () => {
    const { join, post, room, secret, bobId } = await hooked();
    const asked = world(({ command: { text } }) => {
      if (text === "bad") return verdict({ verdict: "refuse", reason: "not here" });
      if (text === "as it is") return verdict({ verdict: "replace", text });
      return verdict(text === "rude" ? { verdict: "replace", text: "kind" } : { verdict: "allow" });
    });
    const bob = await join();
    await bob.say("fine");
    expect(await bob.ask({ type: "send", id: newId(), text: "bad" })).toMatchObject({
      code: "forbidden",
      message: "unable to send message; not here",
    });
    const poll = { options: ["a bad one", "another"] };
    await bob.ask({ type: "send", id: newId(), text: "as it is", poll });
    const rude = { type: "send", id: newId(), text: "rude" } as const;
    const ack = await bob.ask(rude);
    await bob.ask({ type: "edit", id: newId(), message: 4, text: "rude" });
    const events = await bob.events(4);
    expect(events.map((event) => ("text" in event ? event.text : ""))).toEqual(["fine", "as it is", "kind", "kind"]);
    expect(events[1], "R4-74 what it says in the place of a poll is none").not.toHaveProperty("poll");
    expect(await problemIn(await post("bad"))).toMatchObject({ status: 403, code: "forbidden" });
    const before = asked.length;
    await evictDurableObject(env.ROOM.getByName(room));
    expect(await bob.ask(rude)).toEqual(ack);
    expect(await bob.ask({ ...rude, text: "kind" })).toMatchObject({ code: "id_conflict" });
    expect(asked.length).toBe(before);
    const [first] = asked;
    if (first === undefined) throw new Error("nothing was asked");
    expect(JSON.parse(first.body)).toMatchObject({ room, by: { id: bobId, name: "Bob", role: "member" } });
    const key = await crypto.subtle.importKey(
      "raw",
      Uint8Array.from(atob(secret.replace("whsec_", "")), (character) => character.charCodeAt(0)),
      { name: "HMAC", hash: "SHA-256" },
      false,
      ["sign"],
    );
    const signed = `${first.headers.get("webhook-id")}.${first.headers.get("webhook-timestamp")}.${first.body}`;
    const mac = new Uint8Array(await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(signed)));
    expect(first.headers.get("webhook-signature")).toBe(`v1,${btoa(String.fromCharCode(...mac))}`);
  });

  test("is for owners alone, of a public address, and can be taken back", async () => {
    const { ask, bobToken, post } = await hooked();
    const asked = world(() => verdict({ verdict: "refuse" }));
    const other = { authorization: `Bearer ${bobToken}` };
    for (const [method, body] of [["PUT", { url: HOOK }], ["GET"], ["DELETE"]] as const)
      expect(await problemIn(await ask(method, body, other))).toMatchObject({ status: 403, code: "forbidden" });
    for (const url of ["http://checks.example/", "https://127.0.0.1/", "https://checks.internal/", "ftp://x"])
      expect(await problemIn(await ask("PUT", { url })), url).toMatchObject({ code: "invalid" });
    for (const wish of [{ timeoutMs: 99 }, { timeoutMs: 5001 }, { onFailure: "ajar" }])
      expect(await problemIn(await ask("PUT", { url: HOOK, ...wish }))).toMatchObject({ code: "invalid" });
    const shown: unknown = await (await ask("GET")).json();
    expect(shown).toMatchObject({ url: HOOK, timeoutMs: 1000, onFailure: "open" });
    expect(JSON.stringify(shown)).not.toContain("whsec_");
    expect((await post("refused")).status).toBe(403);
    expect((await ask("DELETE")).status).toBe(204);
    expect((await post("free")).status).toBe(201);
    expect(asked).toHaveLength(1);
    expect((await ask("GET")).status).toBe(404);
  });
});

const FAILURES: readonly (readonly [string, () => Response | Promise<Response>])[] = [
  ["a status that is none", () => new Response("no", { status: 500 })],
  ["a redirect", () => new Response(null, { status: 302, headers: { location: "https://elsewhere.example/" } })],
  ["what is no verdict", () => verdict({ verdict: "perhaps" })],
  ["what is no JSON", () => new Response("{")],
  ["far too much", () => new Response("x".repeat(300_000))],
  ["a lost connection", () => Promise.reject(new Error("lost"))],
];

test.for(FAILURES)(
  "R10-32 %s: said where the hook is open, refused with overloaded where it is closed",
  async ([, fail]) => {
    world(fail);
    expect((await (await hooked()).post("open")).status).toBe(201);
    const closed = await (await hooked({ onFailure: "closed" })).post("closed");
    expect(await problemIn(closed)).toMatchObject({ status: 503, code: "overloaded" });
  },
);

test("R10-32 a hook that does not answer is given up in its time, and holds up its own connection alone, in order", async () => {
  const { join, deployment, room } = await hooked({ timeoutMs: 500 });
  const asked = world(
    ({ command: { text } }, signal) =>
      new Promise((resolve, reject) => {
        if (text !== "slow") return resolve(verdict({ verdict: "allow" }));
        signal.addEventListener("abort", () => reject(new Error("aborted")));
      }),
  );
  const bob = await join();
  const cy = await deployment.join(room, { token: (await guestAged(DAY_MS, "Cy")).token });
  bob.send({ type: "send", id: "b1", text: "slow" });
  bob.send({ type: "send", id: "b2", text: "behind it" });
  bob.send({ type: "rename", id: "b3", name: "Bob the last" });
  await cy.say("overtakes");
  const events = await cy.events(4);
  expect(events.map((event) => ("text" in event ? event.text : event.kind))).toEqual([
    "overtakes",
    "slow",
    "behind it",
    "member",
  ]);
  expect(asked).toHaveLength(3);
});
