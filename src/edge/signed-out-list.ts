// The sessions that were signed out and the rooms that are being restored, as this isolate last heard it from the Lobby.

import type { Env } from "../env.ts";
import type { RestoreNote } from "../lobby/restores.ts";
import type { SignedOut } from "../lobby/signed-out.ts";
import { askLobby } from "./lobby-object.ts";
import { logWarning } from "./log.ts";
import type { RefusalCount } from "./refusal-count.ts";

/** Half of the 60 s within which a signed-out token is refused everywhere (contract 9). */
const FRESH_MS = 30_000;
/** Between tries where the Lobby is out of reach: the stale list serves on. */
const RETRY_MS = 5_000;

type LobbyNews = SignedOut & { readonly restores?: readonly RestoreNote[] };

export class SignedOutList {
  readonly #refusals: RefusalCount;
  readonly #sessions = new Set<string>();
  /** By room. */
  #restores = new Map<string, RestoreNote>();
  /** The place of the newest entry held: the Lobby is asked for what came after it. */
  #last = 0;
  #askAgainAt = 0;
  /** False until the Lobby has answered once: until then nobody goes on without an answer. */
  #isKnown = false;

  /** `refusals` is what the Lobby is told along with the question. */
  constructor(refusals: RefusalCount) {
    this.#refusals = refusals;
  }

  /** Asks the Lobby where the list is no longer fresh. Nothing is awaited between asking and adding, but for the answer. */
  async has(session: string, env: Env, now: number): Promise<boolean> {
    if (!this.#sessions.has(session)) await this.#freshen(env, now);
    return this.#sessions.has(session);
  }

  /** What this isolate signed out itself, it knows at once. */
  add(session: string): void {
    this.#sessions.add(session);
  }

  /** The restore that a room is to go through, or be through, before anybody is let in. */
  async restoreOf(room: string, env: Env, now: number): Promise<RestoreNote | undefined> {
    await this.#freshen(env, now);
    return this.#restores.get(room);
  }

  /** What this isolate was told itself, it knows at once. */
  addRestore(note: RestoreNote): void {
    this.#restores.set(note.room, note);
  }

  dropRestore({ room, place }: RestoreNote): void {
    if (this.#restores.get(room)?.place === place) this.#restores.delete(room);
  }

  async #freshen(env: Env, now: number): Promise<void> {
    if (now < this.#askAgainAt) return;
    // One asks, and the others go on with what is known: a promise of one request is not another's to wait for.
    if (this.#isKnown) this.#askAgainAt = now + RETRY_MS;
    await this.#refresh(env, now);
  }

  /** A Lobby out of reach refuses nobody: a token is signed all the same, only a late sign-out is missed. */
  async #refresh(env: Env, now: number): Promise<void> {
    const refusals = env.TELEMETRY === "off" ? undefined : this.#refusals.take();
    try {
      const news = await askLobby<LobbyNews>(env, (lobby) => lobby.signedOut(this.#last, refusals));
      for (const session of news.sessions) this.#sessions.add(session);
      this.#restores = new Map(news.restores?.map((note) => [note.room, note]));
      this.#last = Math.max(this.#last, news.last);
      this.#askAgainAt = now + FRESH_MS;
      this.#isKnown = true;
    } catch (cause) {
      if (refusals !== undefined) this.#refusals.giveBack(refusals);
      this.#askAgainAt = now + RETRY_MS;
      logWarning("unable to refresh the signed-out sessions; the last known ones stay in use", cause);
    }
  }
}
