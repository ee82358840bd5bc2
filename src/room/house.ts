// As whom the deployment itself speaks in a room, and acts there.

import type { Author } from "../protocol/schemas.ts";
import { SERVICE_PREFIX } from "../rules/permissions.ts";

export const HOUSE: Author = { id: `${SERVICE_PREFIX}hubbub`, name: "Hubbub" };
