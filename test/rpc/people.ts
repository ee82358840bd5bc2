// people.ts: who speaks and listens in these tests beside the client under test, over plain HTTP.

import { setTimeout as sleep } from "node:timers/promises";
import * as v from "valibot";
import { poll } from "../support/processes.ts";

const sessionSchema = v.object({ token: v.string(), member: v.object({ id: v.string(), name: v.string() }) });
const membersSchema = v.object({ list: v.array(v.object({ name: v.string() })) });

export type Guest = { readonly id: string; readonly token: string };

export async function guest(origin: string, name: string): Promise<Guest> {
  const { token, member } = v.parse(sessionSchema, await post(`${origin}/api/session`, { name }));
  return { id: member.id, token };
}

const tooSoonSchema = v.object({ code: v.literal("slow_mode"), retryAfterMs: v.number() });

/** Says something over HTTP. New guests may say one thing a second in a room that nobody made: they wait as they are told. */
export async function say(origin: string, room: string, { token }: Guest, text: string): Promise<void> {
  const url = `${origin}/api/rooms/${room}/messages`;
  for (;;) {
    const response = await send(url, { text }, { authorization: `Bearer ${token}` });
    if (response.ok) return;
    const problem = await response.text();
    const tooSoon = v.safeParse(v.pipe(v.string(), v.parseJson(), tooSoonSchema), problem);
    if (!tooSoon.success) throw new Error(`${url} was answered ${response.status}: ${problem}`);
    await sleep(tooSoon.output.retryAfterMs);
  }
}

/** Until a reader who went away is no member any more: two heartbeats find it out, and it might have come back. */
export const GONE_WITHIN_MS = 2 * 15_000 + 8_000 + 10_000;

/** Waits until these, and no others, are in the room. */
export async function untilPresent(origin: string, room: string, names: readonly string[], withinMs: number) {
  const wanted = [...names].sort().join(", ");
  await poll(`${wanted === "" ? "nobody" : wanted} to be in ${room}`, withinMs, async () => {
    const response = await fetch(`${origin}/api/rooms/${room}/members`);
    const { list } = v.parse(membersSchema, await response.json());
    return (
      list
        .map(({ name }) => name)
        .sort()
        .join(", ") === wanted
    );
  });
}

export async function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<unknown> {
  const response = await send(url, body, headers);
  if (!response.ok) throw new Error(`${url} was answered ${response.status}: ${await response.text()}`);
  return response.json();
}

async function send(url: string, body: unknown, headers: Record<string, string>): Promise<Response> {
  return fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}
