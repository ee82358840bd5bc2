// What was done a moment ago, told at the edge of the page with a way to take it back.

import { signal } from "@preact/signals";

export type Toast = {
  readonly text: string;
  /** Rejects where it could not be taken back. */
  readonly undo?: () => Promise<unknown>;
};

/** The next one takes its place. */
export const toast = signal<Toast | undefined>(undefined);
