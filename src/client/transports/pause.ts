// A wait that can be cut short.

import type { Environment } from "../environment.ts";

export type Pause = {
  /** Settles after the time, or when it is ended, or when the signal aborts. */
  for(ms: number): Promise<void>;
  end(): void;
};

export function createPause(
  { setTimeout, clearTimeout }: Pick<Environment, "setTimeout" | "clearTimeout">,
  signal: AbortSignal,
): Pause {
  let end: () => void = () => {};
  signal.addEventListener("abort", () => end());
  return {
    for: (ms) =>
      new Promise((resolve) => {
        const handle = setTimeout(() => end(), ms);
        end = () => {
          clearTimeout(handle);
          resolve();
        };
        if (signal.aborted) end();
      }),
    end: () => end(),
  };
}
