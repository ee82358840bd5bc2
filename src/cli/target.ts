// Which room is meant: by its name, its link, or the address of its socket.

import { isRoomName } from "../protocol/text.ts";

/** Where `npm run dev` serves. */
export const DEFAULT_ORIGIN = "http://localhost:8787";
const DEFAULT_ROOM = "lobby";

export type Target = { readonly kind: "target"; readonly origin: string; readonly room: string };
export type WrongTarget = { readonly kind: "wrong"; readonly problem: string };

const SCHEMES: Readonly<Record<string, string>> = {
  "http:": "http:",
  "https:": "https:",
  "ws:": "http:",
  "wss:": "https:",
};

/** Reads `room`, `host/r/room`, `https://host/r/room`, `wss://host/ws/room` and the like. `origin`: that of `--origin`. */
export function parseTarget(text: string, origin?: string): Target | WrongTarget {
  const base = origin === undefined ? undefined : parseOrigin(origin);
  if (base?.kind === "wrong") return base;
  if (!looksLikeAddress(text)) return target(base?.origin ?? DEFAULT_ORIGIN, text);
  const address = parseAddress(text);
  if (address.kind === "wrong") return address;
  if (base !== undefined && base.origin !== address.origin)
    return wrong("--origin names another place than the address of the room");
  const { pathname } = address.url;
  const room = /^\/(?:(?:r|ws|embed)\/)?([^/]+)\/?$/.exec(pathname === "/ws" ? "/" : pathname)?.[1];
  if (room === undefined && pathname !== "/" && pathname !== "/ws")
    return wrong(`${pathname} is no room's path: that of a room is /r/its-name`);
  return target(address.origin, room === undefined ? DEFAULT_ROOM : decode(room));
}

function target(origin: string, room: string): Target | WrongTarget {
  if (isRoomName(room)) return { kind: "target", origin, room };
  return wrong(
    `"${room}" is no room name: it is made of a–z, 0–9 and hyphens, at most 64, without a hyphen at its ends`,
  );
}

function parseOrigin(text: string): { readonly kind: "origin"; readonly origin: string } | WrongTarget {
  const address = parseAddress(text);
  if (address.kind === "wrong") return address;
  if (address.url.pathname !== "/")
    return wrong("--origin takes an address without a path, such as https://chat.example");
  return { kind: "origin", origin: address.origin };
}

function parseAddress(
  text: string,
): { readonly kind: "address"; readonly origin: string; readonly url: URL } | WrongTarget {
  const url = URL.parse(text.includes("://") ? text : `${isNear(text) ? "http" : "https"}://${text}`);
  if (url === null) return wrong(`"${text}" is no address`);
  const scheme = SCHEMES[url.protocol];
  if (scheme === undefined) return wrong(`"${url.protocol}//" is no scheme for a room: https, http, wss and ws are`);
  if (url.username !== "" || url.password !== "")
    return wrong("an address holds no secret: everybody on this machine could see it. Set HUBBUB_TOKEN instead");
  return { kind: "address", origin: `${scheme}//${url.host}`, url };
}

/** No room name has a dot, a slash or a colon. */
function looksLikeAddress(text: string): boolean {
  return /[./:]/.test(text) || text === "localhost";
}

/** This machine is asked without TLS. */
function isNear(text: string): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|\[::1\])(?:[:/]|$)/i.test(text);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function wrong(problem: string): WrongTarget {
  return { kind: "wrong", problem };
}
