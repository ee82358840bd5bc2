// The secret of a deployment that set none: made once, never changed, never told outside the Worker.

import type { Database } from "../storage/database.ts";

const SECRET_BYTES = 32;

export function takeSigningSecret(database: Database, now: number): string {
  const [known] = database.exec<{ secret: string }>("SELECT secret FROM signing_secret");
  if (known !== undefined) return known.secret;
  const secret = [...crypto.getRandomValues(new Uint8Array(SECRET_BYTES))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
  database.exec("INSERT INTO signing_secret (secret, made_at) VALUES (?, ?)", secret, now);
  return secret;
}
