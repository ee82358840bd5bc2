// comeback.ts: real clients of the SDK in one room of a real server, all dropped at once while somebody goes on talking.

import { createMemoryStore } from "../../src/client/outbox-store.ts";
import { createRoomClient, type RoomClient } from "../../src/client/room-client.ts";
import { request } from "../conformance/scene.ts";
import { stringAt } from "../conformance/json.ts";
import { newRoom } from "../support/person.ts";
import { poll } from "../support/processes.ts";
import { startDropProxy } from "./drop-proxy.ts";
import { WsSockets } from "./ws-socket.ts";

export type Comeback = {
  readonly clients: number;
  readonly dropped: number;
  /** Upgrades in each second after the drop. */
  readonly perSecond: readonly number[];
  readonly peak: number;
  readonly reconnectSpreadMs: number;
  /** From the drop until everybody was online again. */
  readonly onlineMs: number;
  /** From the drop until everybody had everything. */
  readonly consistentMs: number;
  readonly messages: number;
  /** Clients whose timeline is not the room's messages, once each, in order. */
  readonly astray: readonly string[];
};

const ENTERING_AT_ONCE = 50;
const BEFORE = 20;
const PER_SECOND_AFTER = 10;
const TALKED_MS = 5000;
/** Waits on a busy machine; what counts is measured. */
const PATIENCE_MS = 120_000;

/** `port` is that of a server on 127.0.0.1 with RATE_LIMITS off. */
export async function comeBack(port: number, clients: number): Promise<Comeback> {
  const proxy = await startDropProxy(port);
  const room = newRoom("comeback");
  const direct = `http://127.0.0.1:${port}`;
  const { json } = await request(direct, "POST", "/api/session", { body: { name: "Speaker" } });
  const token = stringAt(json, "token");
  let posted = 0;
  // Past the proxy: the speaker is elsewhere.
  const post = async () => {
    const answer = await request(direct, "POST", `/api/rooms/${room}/messages`, {
      token,
      body: { text: `${posted + 1}` },
    });
    if (answer.status !== 201) throw new Error(`a message was answered ${answer.status}: ${answer.text}`);
    posted += 1;
  };
  const people: RoomClient[] = [];
  try {
    await post();
    for (let index = 0; index < clients; index += ENTERING_AT_ONCE) {
      const some = Array.from({ length: Math.min(ENTERING_AT_ONCE, clients - index) }, (_, nth) =>
        createRoomClient({
          origin: proxy.origin,
          room,
          session: { kind: "none", name: `Client ${index + nth}` },
          outbox: createMemoryStore(),
          transports: ["websocket"],
          environment: { WebSocket: WsSockets },
        }),
      );
      for (const client of some) client.open();
      people.push(...some);
      await poll(`${people.length} clients to be online`, PATIENCE_MS, async () => some.every(isOnline));
    }
    for (let index = 1; index < BEFORE; index += 1) await post();
    await poll("everybody to have what was said before", PATIENCE_MS, async () =>
      people.every((client) => headOf(client) === posted),
    );

    const openedBefore = proxy.openedAt.length;
    const droppedAt = performance.now();
    const dropped = proxy.drop();
    const talking = (async () => {
      for (
        ;
        performance.now() - droppedAt < TALKED_MS;
        await new Promise((resolve) => setTimeout(resolve, 1000 / PER_SECOND_AFTER))
      )
        await post();
    })();
    const areBack = () => proxy.openedAt.length - openedBefore >= clients && people.every(isOnline);
    await poll("everybody to be online again", PATIENCE_MS, async () => areBack(), 10);
    const onlineMs = performance.now() - droppedAt;
    await talking;
    await poll(
      "everybody to have everything",
      PATIENCE_MS,
      async () => people.every((client) => headOf(client) === posted),
      10,
    );
    const consistentMs = performance.now() - droppedAt;

    const perSecond: number[] = [];
    for (const openedAt of proxy.openedAt.slice(openedBefore)) {
      const second = Math.floor((openedAt - droppedAt) / 1000);
      perSecond[second] = (perSecond[second] ?? 0) + 1;
    }
    const upgrades = Array.from(perSecond, (each) => each ?? 0);
    const wanted = Array.from({ length: posted }, (_, index) => `${index + 1}`).join(" ");
    return {
      clients,
      dropped,
      perSecond: upgrades,
      peak: Math.max(...upgrades),
      reconnectSpreadMs: people[0]?.state.limits?.reconnectSpreadMs ?? 0,
      onlineMs: Math.round(onlineMs),
      consistentMs: Math.round(consistentMs),
      messages: posted,
      astray: people.map(textsOf).filter((texts) => texts !== wanted),
    };
  } finally {
    for (const client of people) client.close();
    await proxy.stop();
  }
}

function isOnline(client: RoomClient): boolean {
  return client.state.connection.kind === "online";
}

function headOf(client: RoomClient): number {
  return client.state.cursor?.seq ?? 0;
}

function textsOf(client: RoomClient): string {
  return client.state.timeline
    .map((item) => (item.kind === "message" ? item.message.text : `(${item.kind})`))
    .join(" ");
}
