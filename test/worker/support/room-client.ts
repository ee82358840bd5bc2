// room-client.ts: people in a room of the Worker under test, inside workerd.

import { exports } from "cloudflare:workers";
import { Inbox } from "../../support/inbox.ts";
import { type Entrance, isPlain, Member, Person, UpgradeRefused, upgradeOf } from "../../support/person.ts";

export { newId, newRoom } from "../../support/person.ts";

/** The origin that tests speak to; no name is ever looked up. */
export const ORIGIN = "http://hubbub.test";

let networks = 0;

/** The address of a network that nobody has come from yet: limits on new guests count by network. */
function newAddress(): string {
  networks += 1;
  return `2001:db8:${networks.toString(16)}::1`;
}

/** Asks for the upgrade and gives whatever answers, a WebSocket not yet accepted or a problem. */
export async function knock(room: string | undefined, entrance: Entrance = {}): Promise<Response> {
  const { path, protocols, headers } = upgradeOf(room, entrance);
  return exports.default.fetch(
    new Request(`${ORIGIN}${path}`, {
      headers: {
        "cf-connecting-ip": newAddress(),
        upgrade: "websocket",
        connection: "upgrade",
        "sec-websocket-version": "13",
        "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
        ...(protocols.length === 0 ? {} : { "sec-websocket-protocol": protocols.join(", ") }),
        ...headers,
      },
    }),
  );
}

/** Opens a connection without waiting for a welcome. Throws `UpgradeRefused` where no WebSocket came of it. */
export async function connect(room: string | undefined, entrance: Entrance = {}): Promise<Person> {
  const { line, inbox, protocol } = await open(room, entrance);
  return new Person(line, inbox, protocol);
}

/** Enters a room and waits for the welcome. */
export async function join(room: string | undefined, entrance: Entrance = {}): Promise<Member> {
  const { line, inbox, protocol } = await open(room, entrance);
  return new Member(line, inbox, protocol, await inbox.next("welcome"));
}

async function open(
  room: string | undefined,
  entrance: Entrance,
): Promise<{ line: WebSocket; inbox: Inbox; protocol: string }> {
  const response = await knock(room, entrance);
  const socket = response.webSocket;
  if (socket === null) throw new UpgradeRefused(response.status, response.headers, await response.text());
  const inbox = new Inbox(entrance.name ?? "a guest", {
    plain: isPlain(entrance),
    ...(entrance.patienceMs === undefined ? {} : { patienceMs: entrance.patienceMs }),
  });
  socket.addEventListener("message", ({ data }) =>
    inbox.receive(typeof data === "string" ? data : `binary frame of ${data.byteLength} bytes`),
  );
  socket.addEventListener("close", ({ code, reason }) => inbox.end({ code, reason }));
  socket.accept();
  return { line: socket, inbox, protocol: response.headers.get("sec-websocket-protocol") ?? "" };
}
