// The contract against `wrangler dev`, one test for each rule; what needs no rate limits, against one without.

import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildWorker } from "../support/built-worker.ts";
import { type DevServer, startDevServer } from "../support/dev-server.ts";
import { choose, judge, type Outcome } from "./conform.ts";
import { NOT_SEEN, publishedRules } from "./published.ts";
import { rules } from "./rules.ts";
import type { Rule } from "./rule.ts";
import { Deployment } from "./scene.ts";

const chosen = choose({ quick: true });
const servers: DevServer[] = [];
const early = new Map<Rule, Promise<Outcome>>();
let limited: Deployment;
let unlimited: Deployment;

beforeAll(async () => {
  const built = await buildWorker("conformance");
  const start = async (vars: Record<string, string>) => {
    const server = await startDevServer({ built, vars });
    servers.push(server);
    return server.origin;
  };
  const [withLimits, without] = await Promise.all([start({}), start({ RATE_LIMITS: "off" })]);
  // Told, not found out: a server that forgot its limits must fail.
  limited = new Deployment(withLimits, "on");
  unlimited = new Deployment(without, "off");
  for (const rule of chosen) if (rule.early === true) early.set(rule, judge(rule, limited));
});

afterAll(async () => {
  await Promise.all(early.values());
  await Promise.all(servers.map((server) => server.stop()));
});

const named = chosen.map((rule) => ({ name: `${rule.id} ${rule.what}`, rule }));

// Each rule has rooms of its own, and most of its time it waits.
test.concurrent.for(named.filter(({ rule }) => isForUnlimited(rule)))("$name", async ({ rule }) => {
  await holds(rule, unlimited);
});

// All come from one network, whose rates they would take from each other.
test.for(named.filter(({ rule }) => !isForUnlimited(rule)))("$name", async ({ rule }) => {
  await holds(rule, limited);
});

async function holds(rule: Rule, deployment: Deployment): Promise<void> {
  const outcome = await (early.get(rule) ?? judge(rule, deployment));
  expect(outcome.kind === "ok" ? "ok" : outcome.reason).toBe("ok");
}

test.for([
  { what: "folded", header: "0:0\r\n folded", status: 400 },
  { what: "with a line feed alone", header: "0:0\ndata: forged", status: 200 },
  { what: "with an escaped line feed", header: "0:0%0Adata: forged", status: 200 },
])(
  "R9.1-3 a Last-Event-ID $what is refused or not honoured, and nothing of it comes back",
  async ({ header, status }) => {
    const said = await rawStream(header);
    expect(said).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(said).not.toMatch(/forged|folded/);
  },
);

/** The head of an event stream, with a header that no client library would send. */
async function rawStream(lastEventId: string): Promise<string> {
  const { hostname, port, host } = new URL(limited.origin);
  const socket = connect(Number(port), hostname);
  let said = "";
  socket.write(`GET /api/rooms/lobby/events HTTP/1.1\r\nHost: ${host}\r\nLast-Event-ID: ${lastEventId}\r\n\r\n`);
  for await (const part of socket) {
    said += String(part);
    if (said.includes("event: welcome") || !said.includes("200 OK")) break;
  }
  socket.destroy();
  return said;
}

function isForUnlimited(rule: Rule): boolean {
  // Guests of this hour say one thing a second in open rooms: rules that are about something else need not wait for it.
  return rule.needs !== "limits";
}

test("every rule of docs/protocol.md is in the suite, or is named as one that nobody can see from outside", () => {
  const published = publishedRules();
  const held = new Set(rules.flatMap(({ id }) => id.split(" ")));
  expect(published.length).toBeGreaterThan(50);
  expect(published.filter((id) => !held.has(id) && !Object.hasOwn(NOT_SEEN, id))).toEqual([]);
  expect(Object.keys(NOT_SEEN).filter((id) => held.has(id) || !published.includes(id))).toEqual([]);
  expect([...held].filter((id) => !published.includes(id))).toEqual([]);
});
