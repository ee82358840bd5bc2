// Who this program is at a deployment: a token from the environment, or a guest that is remembered on this machine.

import { createHash } from "node:crypto";
import * as v from "valibot";
import { sessionResponseSchema } from "../protocol/http.ts";
import type { Session, SessionToken } from "../client/session.ts";
import type { StateFolder } from "./state-folder.ts";

export type Identity = {
  readonly session: Session;
  readonly onSession?: (session: SessionToken) => void;
  readonly renewSession?: () => Promise<string | undefined>;
};

export type IdentityOptions = {
  readonly origin: string;
  readonly name: string | undefined;
  /** From HUBBUB_TOKEN. */
  readonly token: string | undefined;
  /** Undefined: nothing is kept. */
  readonly folder: StateFolder | undefined;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly warn: (text: string) => void;
};

const fileSchema = v.object({ origin: v.string(), name: v.string(), token: v.string() });

/** A guest of `name` is another one than a guest of another name: a bot and its owner share a machine. */
export async function openIdentity(options: IdentityOptions): Promise<Identity> {
  const { origin, name, folder, warn } = options;
  if (options.token !== undefined) return { session: { kind: "token", token: options.token } };
  const guest: Session = { kind: "none", ...(name === undefined ? {} : { name }) };
  if (folder === undefined) return { session: guest };
  const file = fileName(origin, name);
  let token = await readToken(folder, file, { origin, name: name ?? "" }).catch((error: unknown) => {
    warn(`unable to read your last session; you are a new guest (${reasonOf(error)})`);
    return undefined;
  });

  const keep = (given: string): void => {
    token = given;
    folder.write(file, JSON.stringify({ origin, name: name ?? "", token: given })).catch((error: unknown) => {
      warn(`unable to keep your session; the next time you are a new guest (${reasonOf(error)})`);
    });
  };

  return {
    session: token === undefined ? guest : { kind: "token", token },
    onSession: (session) => keep(session.token),
    /** Renews the guest's session; where the server no longer takes it, becomes a new guest. */
    async renewSession() {
      const renewed = await post(options, token);
      if (renewed !== undefined) {
        keep(renewed);
        return renewed;
      }
      warn("your last session is no longer taken; you are a new guest");
      const fresh = await post(options, undefined);
      if (fresh === undefined) throw new Error("no session");
      keep(fresh);
      return fresh;
    },
  };
}

/** Undefined where the token is refused for good; throws where trying again later helps. */
async function post({ origin, name, fetch }: IdentityOptions, token: string | undefined): Promise<string | undefined> {
  const response = await fetch(`${origin}/api/session`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(name === undefined ? {} : { name }),
  });
  const body: unknown = await response.json();
  if (response.ok) return v.parse(sessionResponseSchema, body).token;
  if (token !== undefined && response.status < 500 && response.status !== 429) return undefined;
  throw new Error(`status ${response.status}`);
}

async function readToken(
  folder: StateFolder,
  file: string,
  wanted: { readonly origin: string; readonly name: string },
): Promise<string | undefined> {
  const text = await folder.read(file);
  if (text === undefined) return undefined;
  const kept = v.parse(fileSchema, JSON.parse(text));
  return kept.origin === wanted.origin && kept.name === wanted.name ? kept.token : undefined;
}

function fileName(origin: string, name: string | undefined): string {
  const hash = createHash("sha256")
    .update(JSON.stringify([origin, name ?? ""]))
    .digest("hex");
  return `${hash.slice(0, 32)}.session.json`;
}

function reasonOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "it cannot be read";
}
