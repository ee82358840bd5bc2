// crew.ts: the clients of a run: who is whose device, and what each is made of.

import * as v from "valibot";
import { createMemoryStore } from "../../src/client/outbox-store.ts";
import type { TransportName } from "../../src/client/transports/transport-name.ts";
import { sessionResponseSchema } from "../../src/protocol/http.ts";
import type { ChaosClient } from "./chaos-client.ts";
import { Poster } from "./poster.ts";
import { Proxy } from "./proxy.ts";
import type { Random } from "./random.ts";
import { RawClient, type Seat } from "./raw-client.ts";
import { SdkClient } from "./sdk-client.ts";
import type { ChaosServer } from "./server.ts";

const HOUR_MS = 3_600_000;

type Device = "raw" | "sdk" | "tab" | Exclude<TransportName, "websocket">;

/** Groups of one member each, repeated until there are enough clients. `tabs` share an outbox; some know one way in alone. */
const GROUPS: readonly { readonly name: string; readonly devices: readonly Device[] }[] = [
  { name: "trio", devices: ["raw", "sdk", "sdk"] },
  { name: "stream", devices: ["sse"] },
  { name: "waiter", devices: ["long-poll"] },
  { name: "twins", devices: ["raw", "raw"] },
  { name: "asker", devices: ["short-poll"] },
  { name: "tabs", devices: ["tab", "tab"] },
  { name: "mixed", devices: ["sse", "raw"] },
  { name: "solo", devices: ["sdk"] },
  { name: "lone", devices: ["raw"] },
  { name: "sole", devices: ["sdk"] },
];

export type Crew = {
  readonly clients: readonly ChaosClient[];
  readonly raws: readonly RawClient[];
  readonly sdks: readonly SdkClient[];
  /** Pairs of raw clients that are one member. */
  readonly twins: readonly (readonly [RawClient, RawClient])[];
  readonly poster: Poster;
  /** Absent where nobody made the room. */
  readonly court?: Court;
};

/** A device of the owner, and one of each member who has raw clients alone. */
export type Court = { readonly owner: RawClient; readonly outlaws: readonly RawClient[] };

/** `isMade`: the member of the first client makes the room, and owns it. */
export async function gatherCrew(
  server: ChaosServer,
  room: string,
  count: number,
  random: Random,
  { isMade }: { readonly isMade: boolean },
): Promise<Crew> {
  const raws: RawClient[] = [];
  const sdks: SdkClient[] = [];
  const clients: ChaosClient[] = [];
  const twins: [RawClient, RawClient][] = [];
  for (let group = 0; clients.length < count; group += 1) {
    const { name, devices } = GROUPS[group % GROUPS.length] ?? { name: "lone", devices: ["raw"] };
    const session = await newSession(server, `${name} ${group}`);
    if (isMade && group === 0) await makeRoom(server, room, session.token);
    const shared = createMemoryStore();
    const own: RawClient[] = [];
    for (const [index, device] of devices.entries()) {
      if (clients.length === count) break;
      const seat: Seat = {
        name: `${name}${group}-${device}${index}`,
        member: session.member.id,
        token: session.token,
        device: index,
        room,
        proxy: await startProxy(server, random.fork(`proxy ${clients.length}`)),
        random: random.fork(`client ${clients.length}`),
      };
      if (device === "raw") {
        const client = new RawClient(seat);
        raws.push(client);
        own.push(client);
        clients.push(client);
      } else {
        const store = device === "tab" ? shared : createMemoryStore();
        const skewMs = ((sdks.length % 3) - 1) * HOUR_MS;
        const client = new SdkClient({ ...seat, store, skewMs, transport: transportOf(device) });
        sdks.push(client);
        clients.push(client);
      }
    }
    const [first, second] = own;
    if (first !== undefined && second !== undefined) twins.push([first, second]);
  }
  const { member, token } = await newSession(server, "poster");
  const [owner] = isMade ? raws : [];
  const withSdk = new Set(sdks.map((sdk) => sdk.member));
  const outlaws = raws.filter(
    ({ member }, at) => !withSdk.has(member) && raws.findIndex((raw) => raw.member === member) === at,
  );
  const court = owner === undefined ? {} : { court: { owner, outlaws } };
  return { clients, raws, sdks, twins, ...court, poster: new Poster(server.origin, room, member.id, token) };
}

function transportOf(device: Device): TransportName {
  return device === "raw" || device === "sdk" || device === "tab" ? "websocket" : device;
}

async function newSession(server: ChaosServer, name: string): Promise<v.InferOutput<typeof sessionResponseSchema>> {
  const response = await fetch(`${server.origin}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name }),
  });
  const body: unknown = await response.json();
  if (response.status !== 201) throw new Error(`unable to make a session; ${response.status} ${JSON.stringify(body)}`);
  return v.parse(sessionResponseSchema, body);
}

async function makeRoom(server: ChaosServer, name: string, token: string): Promise<void> {
  const response = await fetch(`${server.origin}/api/rooms`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ name }),
  });
  if (response.status !== 201) throw new Error(`unable to make room; ${response.status} ${await response.text()}`);
}

function startProxy(server: ChaosServer, random: Random): Promise<Proxy> {
  return Proxy.start(server.port, () => random.next());
}
