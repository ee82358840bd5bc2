// Networks that let no WebSocket through: two people talk all the same, and nothing is lost or doubled.

import * as v from "valibot";
import { describe, expect, onTestFinished } from "vitest";
import type { TransportName } from "../../src/client/transports/transport-name.ts";
import { messagesPageSchema } from "../../src/protocol/http.ts";
import { type LadderProxy, type Spoiling, startLadderProxy } from "./support/ladder-proxy.ts";
import { DESKTOP, newRoom, test } from "./support/story.ts";
import type { Visitor } from "./support/visitor.ts";

type Network = {
  readonly what: string;
  readonly spoiling: Spoiling;
  /** What carries in the end. */
  readonly path: "events" | "poll";
  /** The rung that the browser remembers from before. */
  readonly remembers?: TransportName;
};

const CUT_MS = 2500;

const NETWORKS: readonly Network[] = [
  { what: "a proxy that strips Upgrade", spoiling: {}, path: "events" },
  { what: "a proxy that holds event streams back", spoiling: { holdsStreams: true }, path: "poll", remembers: "sse" },
  {
    what: "a proxy that cuts every response after some seconds",
    spoiling: { cutsAfterMs: CUT_MS },
    path: "poll",
    remembers: "long-poll",
  },
  { what: "a proxy that let nothing wait before", spoiling: {}, path: "poll", remembers: "short-poll" },
];

describe.for(NETWORKS)("behind $what", ({ spoiling, path, remembers }) => {
  test("two talk, by turns and at once", async ({ stage }) => {
    const room = newRoom("ladder");
    const proxy = await startLadderProxy(stage.origin, spoiling);
    onTestFinished(() => proxy.close());
    const [ada, bob] = await stage.pair(DESKTOP, proxy.origin);
    for (const each of [ada, bob]) {
      each.expectNetworkFaults();
      if (spoiling.cutsAfterMs !== undefined) each.expectStatus(504);
      if (remembers !== undefined) await remember(each, remembers);
    }
    await Promise.all([ada.enter(room), bob.enter(room)]);

    await ada.say("is anybody there?");
    await bob.sees("is anybody there?");
    await bob.say("I am");
    await ada.sees("is anybody there?", "I am");

    if (remembers === "long-poll") await hasSettled(proxy);
    await Promise.all([three(ada, "a"), three(bob, "b")]);
    for (const each of [ada, bob]) await each.hasSentAll();
    const said = await stored(stage.origin, room);
    expect(said.toSorted()).toEqual(["I am", "a1", "a2", "a3", "b1", "b2", "b3", "is anybody there?"]);
    for (const each of [ada, bob]) await each.sees(...said);
    expect(proxy.asked.filter((each) => each.endsWith(`/${path}`)).length).toBeGreaterThan(0);
    expect(proxy.asked.at(-1), "nothing but HTTP carried it").not.toContain("/ws/");
  });
});

async function remember(person: Visitor, transport: TransportName): Promise<void> {
  await person.page.addInitScript((name) => {
    const kept = { transport: name, untilMs: Date.now() + 60_000 };
    sessionStorage.setItem(`hubbub-transport:${location.origin}`, JSON.stringify(kept));
  }, transport);
}

async function three(person: Visitor, letter: string): Promise<void> {
  for (const number of [1, 2, 3]) await person.say(`${letter}${number}`);
}

/** Waits until polls ask for no longer than they get. */
async function hasSettled(proxy: LadderProxy): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (proxy.waits.filter((waitMs) => waitMs > 0 && waitMs < CUT_MS).length < 4) {
    if (performance.now() > deadline) throw new Error(`polls never came to wait for less than ${CUT_MS} ms`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Texts that the room has, in its order, as anybody may read them. */
async function stored(origin: string, room: string): Promise<string[]> {
  const response = await fetch(`${origin}/api/rooms/${room}/messages`);
  const { messages } = v.parse(messagesPageSchema, await response.json());
  return messages.map(({ text }) => text ?? "");
}
