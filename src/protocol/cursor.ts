// Cursors: "<epoch>:<seq>" says that everything up to and including seq has been seen.

/** The epoch of a room that has no log yet. Its head is 0. */
export const NO_EPOCH = "0";

export type Cursor = { readonly epoch: string; readonly seq: number };

/** The place before the first event of whatever log there is; it suits every epoch. */
export const START: Cursor = { epoch: NO_EPOCH, seq: 0 };

const CURSOR = /^([A-Za-z0-9_-]{1,64}):(0|[1-9][0-9]{0,15})$/;

/** Gives undefined for anything that is no cursor; a client is then told `recovered: false`, not refused. */
export function parseCursor(text: string): Cursor | undefined {
  const match = CURSOR.exec(text);
  if (match?.[1] === undefined) return undefined;
  const seq = Number(match[2]);
  return Number.isSafeInteger(seq) ? { epoch: match[1], seq } : undefined;
}

export function formatCursor(cursor: Cursor): string {
  return `${cursor.epoch}:${cursor.seq}`;
}
