// The version of the wire: what both sides name when they meet.

/** Told in `welcome.protocol`. It rises when a frame changes in a way an older client could not ignore. */
export const PROTOCOL_VERSION = 1;

/** The WebSocket subprotocol of JSON frames; the only one the server ever answers. */
export const SUBPROTOCOL = "hubbub.v1";

/** A subprotocol `bearer.<token>` carries a session token; it is never echoed. */
export const BEARER_SUBPROTOCOL_PREFIX = "bearer.";
