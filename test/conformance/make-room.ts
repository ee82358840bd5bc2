// make-room.ts: rooms that somebody owns, of which a network may make 10 an hour (contract 10).

import { expectSame, type JsonObject, stringAt } from "./json.ts";
import { NotSeen } from "./rule.ts";
import type { Name, Scene } from "./scene.ts";

/** Gives the name of a room that `owner` has made. Throws `NotSeen` where this network has made too many. */
export async function makeRoom(scene: Scene, owner: Name, wish: JsonObject = {}): Promise<string> {
  const { token } = await scene.session(owner);
  const answer = await scene.http("POST", "/api/rooms", { token, body: wish });
  if (answer.status === 429) throw new NotSeen("this network has made its 10 rooms of an hour");
  if (answer.status === 403) throw new NotSeen("guests may make no rooms here (ROOM_CREATION)");
  expectSame(`the status of making ${JSON.stringify(wish)}: ${answer.text.slice(0, 200)}`, answer.status, 201);
  return stringAt(answer.json, "name");
}
