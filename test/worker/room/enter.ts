// People put straight into a room object, past the edge: who they are is the test's to say.

import { env } from "cloudflare:workers";
import { encodeEntry, ENTRY_HEADER, type Principal } from "../../../src/rules/entry.ts";
import { Inbox } from "../../support/inbox.ts";
import { Member, Person } from "../../support/person.ts";

export { newId, newRoom } from "../../support/person.ts";

export type Entering = {
  /** The member's id; the same one may enter often. */
  readonly id?: string;
  readonly name?: string;
  readonly role?: Principal["role"];
  readonly expiresAt?: number;
  readonly since?: string;
  readonly session?: { token: string; expiresAt: number };
};

export const FAR_AWAY = Date.now() + 90 * 24 * 3600 * 1000;

export function roomObject(room: string) {
  return env.ROOM.getByName(room);
}

export function principal(id: string, name = id): Principal {
  return { id, name, expiresAt: FAR_AWAY, role: undefined };
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

async function open(room: string, name: string, mode: "frames" | "plain", entering: Entering) {
  const { id = `g_${name}`, role, expiresAt = FAR_AWAY, since, session } = entering;
  const response = await roomObject(room).fetch("http://room/", {
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
  if (socket === null) throw new Error(`the room answered ${response.status} without a WebSocket`);
  const inbox = new Inbox(name, { plain: mode === "plain" });
  socket.addEventListener("message", ({ data }) => inbox.receive(typeof data === "string" ? data : "a binary frame"));
  socket.addEventListener("close", ({ code, reason }) => inbox.end({ code, reason }));
  socket.accept();
  return { line: socket, inbox };
}
