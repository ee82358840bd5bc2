// WebSocket close codes of the contract (section 7) and what a client does on each.

/** The reason beside `asked` where the member left the room for good. */
export const LEFT = "left";

export const CLOSE = {
  asked: 1000,
  goingAway: 1001,
  binary: 1003,
  lost: 1006,
  tooLarge: 1009,
  fault: 1011,
  restart: 1012,
  tryAgain: 1013,
  notThisProtocol: 4400,
  noSession: 4401,
  notAllowed: 4403,
  noSuchRoom: 4404,
  tooSlow: 4408,
  abuse: 4429,
} as const;

export type CloseCode = (typeof CLOSE)[keyof typeof CLOSE];

/** What a client does after a close: come back with its cursor, get a session first, wait as told, or stop. */
export type CloseAdvice = "return" | "new_session" | "wait" | "stop";

/** Unknown codes are treated as a loss of the connection: the client comes back. */
export function adviseOnClose(code: number): CloseAdvice {
  switch (code) {
    case CLOSE.noSession:
      return "new_session";
    case CLOSE.abuse:
      return "wait";
    case CLOSE.asked:
    case CLOSE.binary:
    case CLOSE.tooLarge:
    case CLOSE.notThisProtocol:
    case CLOSE.notAllowed:
    case CLOSE.noSuchRoom:
      return "stop";
    default:
      return "return";
  }
}
