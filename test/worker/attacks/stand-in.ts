// stand-in.ts: servers of others that the Worker asks, as it finds them: by address, counted, and as wrong as a test wants.

import { vi } from "vitest";

export type StandIn = {
  /** How often each address was asked. */
  readonly asked: Map<string, number>;
  /** The bodies that were sent, in order. */
  readonly bodies: string[];
  /** What an address answers from now on; undefined: it cannot be reached. */
  answer(address: string, body: (() => unknown) | undefined): void;
};

/** Takes the place of `fetch` until the test restores it: nothing else of what leaves the Worker is let out. */
export function standIn(): StandIn {
  const answers = new Map<string, (() => unknown) | undefined>();
  const asked = new Map<string, number>();
  const bodies: string[] = [];
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    const address = request.url.replace(/[/]$/, "");
    asked.set(address, (asked.get(address) ?? 0) + 1);
    if (request.method === "POST") bodies.push(await request.text());
    const give = answers.get(address);
    if (give === undefined) throw new TypeError(`nothing answers at ${address}`);
    return Response.json(give());
  });
  return { asked, bodies, answer: (address, body) => void answers.set(address, body) };
}
