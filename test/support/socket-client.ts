// socket-client.ts: people in a room of a running server, over real sockets, from Node.

import { WebSocket } from "ws";
import { Inbox } from "./inbox.ts";
import { type Entrance, isPlain, type Line, Member, Person, UpgradeRefused, upgradeOf } from "./person.ts";

export { newId, newRoom } from "./person.ts";

/** Opens a connection without waiting for a welcome. Throws `UpgradeRefused` where no WebSocket came of it. */
export async function connect(origin: string, room: string | undefined, entrance: Entrance = {}): Promise<Person> {
  const { line, inbox, protocol } = await open(origin, room, entrance);
  return new Person(line, inbox, protocol);
}

/** Enters a room and waits for the welcome. `origin` is the server's, such as `http://127.0.0.1:8787`. */
export async function join(origin: string, room: string | undefined, entrance: Entrance = {}): Promise<Member> {
  const { line, inbox, protocol } = await open(origin, room, entrance);
  return new Member(line, inbox, protocol, await inbox.next("welcome"));
}

async function open(
  origin: string,
  room: string | undefined,
  entrance: Entrance,
): Promise<{ line: Line; inbox: Inbox; protocol: string }> {
  const { path, protocols, headers } = upgradeOf(room, entrance);
  const inbox = new Inbox(entrance.name ?? "a guest", {
    plain: isPlain(entrance),
    ...(entrance.patienceMs === undefined ? {} : { patienceMs: entrance.patienceMs }),
  });
  const socket = new WebSocket(new URL(path, origin.replace(/^http/, "ws")), protocols, {
    headers,
    perMessageDeflate: false,
  });
  socket.binaryType = "arraybuffer";
  socket.on("message", (data, isBinary) => inbox.receive(isBinary ? "a binary frame" : textOf(data)));
  socket.on("close", (code, reason) => inbox.end({ code, reason: reason.toString() }));
  await new Promise<void>((resolve, reject) => {
    socket.once("open", resolve);
    socket.once("unexpected-response", (_request, response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () => {
        const fields = Object.entries(response.headersDistinct).flatMap(([name, values]) =>
          (values ?? []).map((value): [string, string] => [name, value]),
        );
        reject(new UpgradeRefused(response.statusCode ?? 0, new Headers(fields), Buffer.concat(parts).toString()));
        socket.terminate();
      });
    });
    // After the opening, a broken connection shows as a close with 1006.
    socket.on("error", reject);
  });
  return { line: socket, inbox, protocol: socket.protocol };
}

function textOf(data: Buffer | ArrayBuffer | Buffer[]): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString();
  return data instanceof ArrayBuffer ? Buffer.from(data).toString() : data.toString();
}
