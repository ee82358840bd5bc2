// Enters a room for a reader over HTTP, and waits for the room's word on it: a refusal must become a status.

import type { Env } from "../../env.ts";
import type { EntryDraft } from "../../rules/entry.ts";
import { Bridge } from "./bridge.ts";
import { refusalIn } from "./refusal-in.ts";
import type { WelcomeOnItsWay } from "./room-frame.ts";

/** A room answers at once: one that has not by then cannot. */
const FIRST_FRAME_MS = 10_000;

/** Whoever opens the bridge closes it. Throws what the room refused, or `overloaded` where it does not answer. */
export async function openBridge(
  env: Env,
  entry: EntryDraft,
): Promise<{ readonly bridge: Bridge; readonly welcome: WelcomeOnItsWay }> {
  const bridge = await Bridge.open(env, entry);
  const first = await bridge.next(FIRST_FRAME_MS);
  if (first.kind === "frame" && first.frame.type === "welcome") return { bridge, welcome: first.frame };
  bridge.close();
  throw refusalIn(first);
}
