// Somebody who asks for something, by whatever way in.

import type { Author, Role } from "../protocol/schemas.ts";

export type Member = Author & {
  readonly role: Role;
  readonly operator?: boolean | undefined;
  /** The name in the token; `name` is the one shown in the room. */
  readonly tokenName: string;
  /** The room's name: an object cannot always tell its own. */
  readonly room: string;
  /** Of a guest: when the identity was made, in milliseconds. */
  readonly madeAt?: number | undefined;
  /** The network that they ask from, as a keyed hash. */
  readonly network?: string | undefined;
};
