// The way from a room to a relay.

import type { Env } from "../../env.ts";
import { isRegion } from "../../rules/region.ts";
import { parseRelayName } from "../../rules/relaying.ts";
import type { RelayStub } from "./relay-link.ts";

/** An object stays where it was first asked for: the hint counts then. */
export function reachRelay(env: Env, name: string): RelayStub {
  const { region } = parseRelayName(name);
  return env.RELAY.getByName(name, isRegion(region) ? { locationHint: region } : {});
}
