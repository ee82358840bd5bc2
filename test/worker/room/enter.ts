// People put straight into a room object, past the edge: who they are is the test's to say.

import { env } from "cloudflare:workers";
import type { Founding } from "../../../src/room/founding.ts";
import type { CommandReply } from "../../../src/room/dispatch.ts";
import type { Reply } from "../../../src/rules/reply.ts";
import { encodeEntry, ENTRY_HEADER, type Principal } from "../../../src/rules/entry.ts";
import { relayName } from "../../../src/rules/relaying.ts";
import { decodeFrame } from "../../../src/protocol/codec.ts";
import type { Frame } from "../../../src/protocol/frames.ts";
import { Inbox } from "../../support/inbox.ts";
import { type CommandInput, Member, Person } from "../../support/person.ts";

export { newId, newRoom } from "../../support/person.ts";

export type Entering = {
  /** The member's id; the same one may enter often. */
  readonly id?: string;
  readonly name?: string;
  readonly role?: Principal["role"];
  readonly expiresAt?: number;
  readonly since?: string;
  readonly session?: { token: string; expiresAt: number };
  /** Through the relay of this number, whatever the room thinks of it; or held by the room itself. */
  readonly relay?: number | "none";
};

export const FAR_AWAY = Date.now() + 90 * 24 * 3600 * 1000;

export function roomObject(room: string) {
  return env.ROOM.getByName(room);
}

export function relayObject(room: string, relay: number) {
  return env.RELAY.getByName(relayName(room, "any", relay));
}

export function principal(id: string, name = id, role?: Principal["role"]): Principal {
  return { id, name, expiresAt: FAR_AWAY, role };
}

/** What came of a command that was asked for past any connection. */
export type Called =
  | { readonly kind: "ok"; readonly frame: Frame | undefined; readonly repeated: boolean }
  | { readonly kind: "refused"; readonly code: string; readonly message: string; readonly retryAfterMs?: number };

/** Asks for a command as the edge does: over RPC, for somebody who need not be connected. */
export async function call(room: string, who: Principal, command: CommandInput): Promise<Called> {
  return read(await roomObject(room).command(room, who, JSON.stringify(command)));
}

/** Reads a reply of the room's, whose frame is JSON. */
export function read(reply: Reply<CommandReply>): Called {
  if (reply.kind === "refused") return reply;
  const { frame, repeated } = reply.value;
  return { kind: "ok", frame: frame === undefined ? undefined : decodeFrame(frame), repeated };
}

/** A name that only the server gives: unmade and private rooms look alike there (contract 10). */
export function reservedRoom(): string {
  return `p-${crypto.randomUUID().replaceAll("-", "")}`;
}

/** Makes a room, `g_Olivia` its owner where nobody else is named, and gives its name. */
export async function make(
  room: string,
  settings: Partial<Founding> = {},
  owner = "g_Olivia",
  name = "Olivia",
): Promise<string> {
  const reply = await roomObject(room).create(room, principal(owner, name), {
    visibility: "unlisted",
    ...settings,
  });
  if (reply.kind === "refused") throw new Error(`the room was not made: ${reply.code} ${reply.message}`);
  return room;
}

/** Enters and waits for the welcome. */
export async function enter(room: string, name: string, entering: Entering = {}): Promise<Member> {
  const { line, inbox } = await open(room, name, "frames", entering);
  return new Member(line, inbox, "hubbub.v1", await inbox.next("welcome"));
}

/** Enters as the guide's client does, or without waiting for a welcome that will not come. */
export async function knock(
  room: string,
  name: string,
  mode: "frames" | "plain",
  entering: Entering = {},
): Promise<Person> {
  const { line, inbox } = await open(room, name, mode, entering);
  return new Person(line, inbox, "");
}

let entered = 0;

function holderOf(room: string, relay: number | "none" | undefined) {
  if (relay === "none") return roomObject(room);
  if (relay !== undefined) return relayObject(room, relay);
  entered += 1;
  return RELAYS === 0 ? roomObject(room) : relayObject(room, entered % RELAYS);
}

async function open(room: string, name: string, mode: "frames" | "plain", entering: Entering) {
  const { id = `g_${name}`, role, expiresAt = FAR_AWAY, since, session } = entering;
  const holder = holderOf(room, entering.relay);
  const response = await holder.fetch("http://room/", {
    headers: {
      upgrade: "websocket",
      [ENTRY_HEADER]: encodeEntry({
        room,
        principal: { id, name: entering.name ?? name, role, expiresAt },
        mode,
        since,
        session,
      }),
    },
  });
  const socket = response.webSocket;
  if (socket === null) throw new Error(`it answered ${response.status} without a WebSocket`);
  const inbox = new Inbox(name, { plain: mode === "plain" });
  socket.addEventListener("message", ({ data }) => inbox.receive(typeof data === "string" ? data : "a binary frame"));
  socket.addEventListener("close", ({ code, reason }) => inbox.end({ code, reason }));
  socket.accept();
  return { line: socket, inbox };
}
