// Remembers over pages on which rung an origin was reached, where the browser lets us.

import * as v from "valibot";
import type { Environment } from "../environment.ts";
import type { Ladder, Remembered } from "./ladder.ts";
import { rungOf } from "./ladder.ts";
import { TRANSPORTS } from "./transport-name.ts";

const rememberedSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ transport: v.picklist(TRANSPORTS), untilMs: v.number() }),
);

export type RungMemory = {
  recall(): Remembered | undefined;
  /** The top needs no memory. */
  keep(ladder: Ladder): void;
};

export function createRungMemory({ storage }: Pick<Environment, "storage">, origin: string): RungMemory {
  const key = `hubbub-transport:${origin}`;
  return {
    recall() {
      try {
        const kept = v.safeParse(rememberedSchema, storage?.getItem(key));
        return kept.success ? kept.output : undefined;
      } catch {
        return undefined;
      }
    },
    keep(ladder) {
      try {
        if (ladder.at === 0) storage?.removeItem(key);
        else storage?.setItem(key, JSON.stringify({ transport: rungOf(ladder), untilMs: ladder.holdsUntilMs }));
      } catch {
        // Full or forbidden: the next page finds its rung by itself.
      }
    },
  };
}
