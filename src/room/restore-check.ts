// Whether a room may tell anybody anything by its alarm: it may have gone back to an older state, and have no new epoch yet.
//
// Who comes by the edge has passed its check of restores; the alarm comes from nowhere. Going back ends the instance, so
// one that was told "no restore" once is sure for its life. Only rooms whose alarm would tell something ask at all.

import type { Env } from "../env.ts";
import { LOBBY_NAME } from "../rules/lobby-name.ts";
import { logFault } from "../sockets/log-fault.ts";

export class RestoreCheck {
  readonly #env: Env;
  readonly #id: DurableObjectId;
  #isSure = false;

  constructor(env: Env, id: DurableObjectId) {
    this.#env = env;
    this.#id = id;
  }

  /** False where the room is being restored, and where nobody can say: then it is asked again, later. */
  async mayTell(): Promise<boolean> {
    if (this.#isSure) return true;
    try {
      const notes = await this.#env.LOBBY.getByName(LOBBY_NAME).restoresUnderWay();
      // An object does not know its own name, but whose id a name gives.
      this.#isSure = !notes.some(({ room }) => this.#env.ROOM.idFromName(room).equals(this.#id));
    } catch (error) {
      logFault("alarm", error);
    }
    return this.#isSure;
  }
}
