// people.ts: those whom attacks are about: an owner with a private room, and whoever wants in.

import * as v from "valibot";
import { Deployment, SECRET } from "../edge/deployment.ts";
import { guestAged } from "../edge/tokens.ts";

export type Caller = { readonly id: string; readonly token: string; readonly headers: Record<string, string> };

export async function caller(name: string): Promise<Caller> {
  const { guest, token } = await guestAged(0, name);
  return { id: guest.id, token, headers: { authorization: `Bearer ${token}` } };
}

export function deployment(): Deployment {
  return new Deployment({ AUTH_SECRET: SECRET, RATE_LIMITS: "off" });
}

/** A private room with a message in it, and its owner. */
export async function privateRoom(at: Deployment) {
  const owner = await caller("Olivia");
  const made = await at.post("/api/rooms", { visibility: "private", title: "Secret plans" }, owner.headers);
  const { name: room } = v.parse(v.object({ name: v.string() }), await made.json());
  await at.post(`/api/rooms/${room}/messages`, { text: "the plan" }, owner.headers);
  /** Gives the secret of a new invite. */
  const invite = async (wish: object = {}) => {
    const response = await at.post(`/api/rooms/${room}/invites`, wish, owner.headers);
    const { id, url } = v.parse(v.object({ id: v.string(), url: v.string() }), await response.json());
    return { id, secret: new URL(url).hash.replace("#invite=", "") };
  };
  const join = (secret: string, by: Caller, into = room) =>
    at.post(`/api/rooms/${into}/join`, { invite: secret }, by.headers);
  return { room, owner, invite, join };
}

/** A name of the form that only the server gives, and that it gave to nobody. */
export function unmadeRoom(): string {
  return `p-${crypto.randomUUID().replaceAll("-", "")}`;
}
