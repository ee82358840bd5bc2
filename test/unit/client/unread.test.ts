// Counting unread through the SDK: one request, what it gives, and how it is refused.

import { expect, test } from "vitest";
import { ChatError } from "../../../src/protocol/errors.ts";
import { fetchUnread } from "../../../src/client/unread.ts";

type Asked = { readonly url: string; readonly init: RequestInit };

function server(status: number, body: unknown) {
  const asked: Asked[] = [];
  return {
    asked,
    environment: {
      fetch: async (url: string, init: RequestInit) => {
        asked.push({ url, init });
        return Response.json(body, { status });
      },
    },
  };
}

const origin = "https://chat.example";

test("R9-35 rooms that were left out are missing, and fields of a later version are no harm", async () => {
  const room = { name: "a", head: 7, readUpTo: 5, unread: 2, later: true };
  const { asked, environment } = server(200, { rooms: [room], later: 1 });
  const unread = await fetchUnread({ origin, rooms: ["a", "b"], token: "t", environment });
  expect([...unread]).toEqual([["a", { head: 7, readUpTo: 5, unread: 2 }]]);
  expect(asked.map(({ url }) => url)).toEqual(["https://chat.example/api/unread?rooms=a%2Cb"]);
  expect(asked[0]?.init).toMatchObject({ headers: { authorization: "Bearer t" }, credentials: "omit" });
});

test("without a room nothing is asked", async () => {
  const { asked, environment } = server(200, {});
  expect((await fetchUnread({ origin, rooms: [], environment })).size).toBe(0);
  expect(asked).toEqual([]);
});

test("R9-36 a refusal keeps its code and its time", async () => {
  const problem = {
    type: "about:blank",
    title: "Too Many Requests",
    status: 429,
    detail: "unable to count unread; no",
  };
  const { environment } = server(429, { ...problem, code: "rate_limited", retryAfterMs: 900 });
  const refused = await fetchUnread({ origin, rooms: ["a"], environment }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ChatError);
  expect(refused).toMatchObject({ code: "rate_limited", retryAfterMs: 900 });
});
