// rules.ts: all rules, in the order in which they are run: the table of contents of the suite.

import type { Rule } from "./rule.ts";
import { closing } from "./rules/closing.ts";
import { commands } from "./rules/commands.ts";
import { connecting } from "./rules/connecting.ts";
import { heartbeat } from "./rules/heartbeat.ts";
import { http } from "./rules/http.ts";
import { limits } from "./rules/limits.ts";
import { lookingBack } from "./rules/looking-back.ts";
import { origin } from "./rules/origin.ts";
import { plainMode } from "./rules/plain.ts";
import { presence } from "./rules/presence.ts";
import { promises } from "./rules/promises.ts";
import { rooms } from "./rules/rooms.ts";
import { sessions } from "./rules/sessions.ts";
import { welcome } from "./rules/welcome.ts";

/** The last ones use up the new guests of a minute. */
export const rules: readonly Rule[] = [
  ...promises,
  ...connecting,
  ...origin,
  ...welcome,
  ...heartbeat,
  ...commands,
  ...lookingBack,
  ...presence,
  ...closing,
  ...plainMode,
  ...http,
  ...sessions,
  ...rooms,
  ...limits,
];
