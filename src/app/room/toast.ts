// What was done a moment ago, told at the edge of the page with a way to take it back.

import { signal } from "@preact/signals";

export type Toast = {
  readonly text: string;
  /** Rejects where it could not be taken back. */
  readonly undo?: () => Promise<unknown>;
  /** Something to go on with. */
  readonly offer?: { readonly label: string; readonly take: () => void };
  /** Absent: as long as a word takes to be read. */
  readonly shownMs?: number;
};

/** The next one takes its place. */
export const toast = signal<Toast | undefined>(undefined);
