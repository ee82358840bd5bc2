// The room over whose values operators follow the deployment: it exists for them alone (contract 9.3).

import type { Principal } from "./entry.ts";
import { SERVICE_PREFIX } from "./permissions.ts";

/** Of the form that is never an open room and that nobody can make (contract 10): to all others it is not there. */
export const OPERATORS_ROOM = "p-operatorsoperatorsoperators";

/** The key of its one value. */
export const OPERATORS_KEY = "told";

/** As whom the deployment puts that value. */
export const OPERATORS_HOUSE: Principal = {
  id: `${SERVICE_PREFIX}hubbub`,
  name: "Hubbub",
  role: "owner",
  operator: true,
  expiresAt: Number.MAX_SAFE_INTEGER,
};
