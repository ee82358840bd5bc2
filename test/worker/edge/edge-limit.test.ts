// The coarse limit at the edge: there where it is bound, by network, and lifted with all the others.

import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { limitAtEdge } from "../../../src/edge/edge-limit.ts";
import type { Env } from "../../../src/env.ts";

/** A binding that lets so many through for each key, and what it was asked about. */
function binding(most: number) {
  const asked: string[] = [];
  const EDGE_LIMIT = {
    limit: async ({ key }: { key: string }) => {
      asked.push(key);
      return { success: asked.filter((one) => one === key).length <= most };
    },
  };
  return { asked, EDGE_LIMIT };
}

const from = (address: string) => new Request("https://chat.example/", { headers: { "cf-connecting-ip": address } });
const envOf = (part: Pick<Env, "EDGE_LIMIT" | "RATE_LIMITS">): Env => ({ ...env, ...part });

test("R6-14 requests over it are refused, by network prefix, with the time to wait", async () => {
  const { asked, EDGE_LIMIT } = binding(1);
  const limited = envOf({ EDGE_LIMIT });
  await limitAtEdge(from("198.51.100.1"), limited);
  await expect(limitAtEdge(from("198.51.100.2"), limited)).rejects.toMatchObject({
    code: "rate_limited",
    retryAfterMs: 10_000,
  });
  await limitAtEdge(from("203.0.113.1"), limited);
  await limitAtEdge(new Request("https://chat.example/"), limited);
  expect(asked).toEqual(["198.51.100.0/24", "198.51.100.0/24", "203.0.113.0/24"]);
});

test("R6-14 R6-9 without the binding, and with RATE_LIMITS off, nothing is counted", async () => {
  const { asked, EDGE_LIMIT } = binding(0);
  await limitAtEdge(from("198.51.100.1"), envOf({}));
  await limitAtEdge(from("198.51.100.1"), envOf({ EDGE_LIMIT, RATE_LIMITS: "off" }));
  expect(asked).toEqual([]);
});
