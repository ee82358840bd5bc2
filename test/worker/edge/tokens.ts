// tokens.ts: session tokens, right and wrong in every way.

import { base64url, SignJWT, UnsecuredJWT } from "jose";
import { deriveKeys } from "../../../src/edge/derive-keys.ts";
import { type Guest, newGuest } from "../../../src/edge/guest.ts";
import { signGuest } from "../../../src/edge/guest-token.ts";
import { signTicket } from "../../../src/edge/ticket.ts";
import { SECRET } from "./deployment.ts";

export const DAY_MS = 24 * 3600 * 1000;

/** The guest and a token that was made `ageMs` ago. */
export async function guestAged(ageMs: number, name = "Ada"): Promise<{ guest: Guest; token: string }> {
  const guest = newGuest(name, Date.now() - ageMs);
  const { guest: key } = await deriveKeys(SECRET);
  return { guest, token: await signGuest(key, guest) };
}

/** How somebody comes in who was here yesterday: guests of this hour say one thing a second in open rooms. */
export async function regular(name: string): Promise<{ name: string; token: string }> {
  return { name, token: (await guestAged(DAY_MS, name)).token };
}

/** A ticket that was made `ageMs` ago, for a session that is fresh. */
export async function ticketAged(ageMs: number, room: string): Promise<string> {
  const { ticket: key } = await deriveKeys(SECRET);
  const { ticket } = await signTicket(key, newGuest("Ada", Date.now()), room, Date.now() - ageMs);
  return ticket;
}

/** Made with the key of tickets, and right but for what it says that it is for. */
export async function ticketForAnotherUse(room: string): Promise<string> {
  const { ticket: key } = await deriveKeys(SECRET);
  const sessionExp = Math.floor(Date.now() / 1000) + 3600;
  return new SignJWT(claims({ room, sessionExp, aud: "hubbub" })).setProtectedHeader({ alg: "HS256" }).sign(key);
}

type Claims = Record<string, unknown>;

function claims(change: Claims = {}): Claims {
  const now = Math.floor(Date.now() / 1000);
  const id = "A".repeat(22);
  return { sub: `g_${id}`, name: "Mallory", aud: "hubbub", jti: id, iat: now, exp: now + 3600, ...change };
}

async function signed(change: Claims, secret = SECRET): Promise<string> {
  const { guest } = await deriveKeys(secret);
  return new SignJWT(claims(change)).setProtectedHeader({ alg: "HS256" }).sign(guest);
}

/** Control for the forgeries below: made the same way, and right. */
export async function handmadeToken(): Promise<string> {
  return signed({});
}

/** Every token that must be refused, by what is wrong with it, and the code that says so. */
export async function badTokens(): Promise<{ what: string; token: string; code: "unauthenticated" | "expired" }[]> {
  const { token } = await guestAged(0);
  const [head = "", body = "", signature = ""] = token.split(".");
  const { ticket } = await deriveKeys(SECRET);
  const now = Math.floor(Date.now() / 1000);
  const part = (value: unknown) => base64url.encode(JSON.stringify(value));
  const refused = async (what: string, bad: Promise<string> | string) =>
    ({ what, token: await bad, code: "unauthenticated" }) as const;
  const expired = async (what: string, bad: Promise<string>) => ({ what, token: await bad, code: "expired" }) as const;
  return Promise.all([
    refused("no JWT at all", "hello"),
    refused("an empty one", "."),
    refused("three empty parts", ".."),
    refused("`alg: none`", new UnsecuredJWT(claims()).encode()),
    refused("`alg: none` with the signature of a right one", `${part({ alg: "none" })}.${body}.${signature}`),
    refused("`alg: NONE`", `${part({ alg: "NONE" })}.${body}.`),
    refused("`alg: HS512`", `${part({ alg: "HS512" })}.${body}.${signature}`),
    refused("`alg: RS256`", `${part({ alg: "RS256" })}.${body}.${signature}`),
    refused("another body under a right signature", `${head}.${part(claims())}.${signature}`),
    refused("a cut signature", `${head}.${body}.${signature.slice(0, -4)}`),
    refused("no signature", `${head}.${body}.`),
    refused("the key of another deployment", signed({}, "the secret of another deployment, as long")),
    refused(
      "the secret itself as its key",
      new SignJWT(claims()).setProtectedHeader({ alg: "HS256" }).sign(new TextEncoder().encode(SECRET)),
    ),
    refused("the key of tickets", new SignJWT(claims()).setProtectedHeader({ alg: "HS256" }).sign(ticket)),
    refused("another audience", signed({ aud: "another" })),
    refused("no audience", signed({ aud: undefined })),
    refused("a `sub` that is no guest's", signed({ sub: "admin" })),
    refused("no `sub`", signed({ sub: undefined })),
    refused("no `exp`", signed({ exp: undefined })),
    refused("no `jti`", signed({ jti: undefined })),
    refused("a name that is none", signed({ name: "\u202Enimda" })),
    expired("one that ended an hour ago", signed({ exp: now - 3600 })),
    expired("one that ended this second", signed({ exp: now })),
    expired("one that ended 91 days ago", signed({ exp: now - 91 * 24 * 3600 })),
  ]);
}
