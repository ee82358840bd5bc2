// json-doors.ts: every way in for JSON from outside, each with a body that is right, to be made wrong.

import type { Deployment } from "../edge/deployment.ts";
import { type Caller, privateRoom } from "./people.ts";

export type Door = {
  readonly name: string;
  /** A body that is taken, as an object. */
  readonly right: Readonly<Record<string, unknown>>;
  /** Sends the body as it stands and gives the status; for a frame that of its error, or 200 without one. */
  readonly knock: (body: string) => Promise<{ readonly status: number; readonly told: string }>;
};

const TYPED = { "content-type": "application/json" };

/** All of them, into one private room and by its owner, so that nothing is refused for who asks. */
export async function jsonDoors(at: Deployment): Promise<{ doors: Door[]; room: string; owner: Caller }> {
  const { room, owner } = await privateRoom(at);
  const headers = { ...owner.headers, ...TYPED };
  const http = (method: string, path: string, right: Door["right"], more: Record<string, string> = {}): Door => ({
    name: `${method} ${path.replace(room, ":room")}`,
    right,
    async knock(body) {
      const response = await at.fetch(path, { method, headers: { ...headers, ...more }, body });
      return { status: response.status, told: await response.text() };
    },
  });
  const base = `/api/rooms/${room}`;
  const doors = [
    http("POST", "/api/session", { name: "Olivia" }),
    http("POST", "/api/session/ticket", { room: "lobby" }),
    http("POST", "/api/rooms", { title: "Another" }),
    http("POST", `${base}/messages`, { text: "hi" }),
    http("POST", `${base}/commands`, { type: "typing", on: true }),
    http("PUT", `${base}/values/score`, { points: 1 }),
    http("POST", `${base}/invites`, { uses: 1 }),
    http("POST", `${base}/join`, { invite: "A".repeat(43) }),
    http("POST", `${base}/webhooks`, { url: "https://hooks.example/a", kinds: ["pinned"] }),
    http("POST", `${base}/bots`, { name: "Bot" }),
    http("POST", "/hubbub.v1.RoomService/Publish", { room, text: "hi" }, { "connect-protocol-version": "1" }),
    http("POST", "/hubbub.v1.RoomService/History", { room }, { "connect-protocol-version": "1" }),
  ];
  const member = await at.join(room, { token: owner.token });
  doors.push({
    name: "a frame",
    right: { type: "typing", on: true },
    async knock(body) {
      member.raw(body);
      await member.caughtUp();
      const [refused] = member.untaken("error");
      if (refused !== undefined) await member.next("error");
      return { status: refused === undefined ? 200 : 400, told: JSON.stringify(refused ?? {}) };
    },
  });
  return { doors, room, owner };
}
