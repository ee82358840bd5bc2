// What one deployment shares over all its rooms: its signing secret and its signed-out sessions. Never in the way of a message.

import { DurableObject } from "cloudflare:workers";
import * as v from "valibot";
import type { Env } from "../env.ts";
import { timeSchema } from "../protocol/schemas.ts";
import { Database } from "../storage/database.ts";
import { migrations } from "./migrations.ts";
import { addSignedOut, type SignedOut, signedOutAfter } from "./signed-out.ts";
import { takeSigningSecret } from "./signing-secret.ts";

const sessionSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(64));

export class Lobby extends DurableObject<Env> {
  readonly #database: Database;

  constructor(context: DurableObjectState, env: Env) {
    super(context, env);
    this.#database = new Database(context.storage);
  }

  /** Makes the secret when it is first asked for. */
  signingSecret(): string {
    this.#database.migrate(migrations);
    return takeSigningSecret(this.#database, Date.now());
  }

  /** `until` is when no token of the session is of use any more. */
  signOut(session: string, until: number): void {
    this.#database.migrate(migrations);
    addSignedOut(this.#database, v.parse(sessionSchema, session), v.parse(timeSchema, until), Date.now());
  }

  /** Reads alone: before the first secret or sign-out there is nothing, and asking makes nothing. */
  signedOut(after: number): SignedOut {
    if (!this.#database.isMade()) return { sessions: [], last: after };
    // A deploy may have brought steps that the tables do not have yet.
    this.#database.migrate(migrations);
    return signedOutAfter(this.#database, v.parse(timeSchema, after));
  }
}
