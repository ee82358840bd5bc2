// Where a connection goes, as whom, and from where on: what every transport needs to open one.

import type { Cursor } from "../../protocol/cursor.ts";
import type { Environment } from "../environment.ts";
import type { Sessions } from "../session.ts";
import type { You } from "../state.ts";

export type Passage = {
  readonly environment: Environment;
  readonly origin: string;
  readonly room: string;
  readonly sessions: Sessions;
  /** Everything up to here is held; undefined before the first welcome. */
  readonly cursor: () => Cursor | undefined;
  /** Who one was when last welcomed. */
  readonly you: () => You | undefined;
};
