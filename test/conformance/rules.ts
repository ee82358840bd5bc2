// rules.ts: all rules, in the order in which they are run: the table of contents of the suite.

import type { Rule } from "./rule.ts";
import { closerLooks } from "./rules/closer-looks.ts";
import { closing } from "./rules/closing.ts";
import { commands } from "./rules/commands.ts";
import { connecting } from "./rules/connecting.ts";
import { editing } from "./rules/editing.ts";
import { erasing } from "./rules/erasing.ts";
import { guarding } from "./rules/guarding.ts";
import { heartbeat } from "./rules/heartbeat.ts";
import { http } from "./rules/http.ts";
import { httpCommands } from "./rules/http-commands.ts";
import { identity } from "./rules/identity.ts";
import { leaving } from "./rules/leaving.ts";
import { limits } from "./rules/limits.ts";
import { lookingBack } from "./rules/looking-back.ts";
import { makingRooms } from "./rules/making-rooms.ts";
import { moderation } from "./rules/moderation.ts";
import { operating } from "./rules/operating.ts";
import { origin } from "./rules/origin.ts";
import { owning } from "./rules/owning.ts";
import { plainMode } from "./rules/plain.ts";
import { poll } from "./rules/poll.ts";
import { polls } from "./rules/polls.ts";
import { presence } from "./rules/presence.ts";
import { promises } from "./rules/promises.ts";
import { reactions } from "./rules/reactions.ts";
import { rooms } from "./rules/rooms.ts";
import { rpc } from "./rules/rpc.ts";
import { sessions } from "./rules/sessions.ts";
import { sse } from "./rules/sse.ts";
import { unread } from "./rules/unread.ts";
import { values } from "./rules/values.ts";
import { welcome } from "./rules/welcome.ts";

/** The last ones use up the new guests of a minute. */
export const rules: readonly Rule[] = [
  ...promises,
  ...connecting,
  ...origin,
  ...welcome,
  ...heartbeat,
  ...commands,
  ...editing,
  ...reactions,
  ...polls,
  ...lookingBack,
  ...closerLooks,
  ...presence,
  ...values,
  ...closing,
  ...plainMode,
  ...http,
  ...httpCommands,
  ...sse,
  ...poll,
  ...sessions,
  ...identity,
  ...rooms,
  ...rpc,
  ...makingRooms,
  ...owning,
  ...leaving,
  ...erasing,
  ...unread,
  ...operating,
  ...moderation,
  ...guarding,
  ...limits,
];
