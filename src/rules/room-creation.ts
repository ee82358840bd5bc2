// Who may make rooms in a deployment (contract 10).

import { isOperator } from "./operator.ts";

/** Ids of guests begin so (contract 11): whoever has another id came with a token of the host site. */
const GUEST = /^g_/;

/**
 * `policy` is the variable ROOM_CREATION, `admins` the variable ADMINS: ids, separated by spaces or commas. Admins always
 * may. Throws for a policy that does not exist: a slip of the pen must not open what was to be closed.
 */
export function mayMakeRoom(memberId: string, policy: string | undefined, admins: string | undefined): boolean {
  const isAdmin = isOperator({ ADMINS: admins }, { id: memberId });
  switch (policy) {
    case undefined:
    case "":
    case "anyone":
      return true;
    case "members":
      return isAdmin || !GUEST.test(memberId);
    case "admins":
      return isAdmin;
    default:
      throw new Error("ROOM_CREATION must be anyone, members or admins");
  }
}
