// How far a finger has drawn a message aside, and what that means: pure.

/** A finger wavers so far before it is known where it goes. */
const UNDECIDED_PX = 12;
/** Let go past here, it is an answer. */
export const ANSWER_PX = 56;
/** It goes no further, however far the finger does. */
const FARTHEST_PX = 80;
/** Drawn from the very edge, it is the browser's own way back. */
const EDGE_PX = 24;

export type Swipe =
  /** Not known yet. */
  | { readonly kind: "resting" }
  | { readonly kind: "drawn"; readonly px: number; readonly answers: boolean }
  /** It scrolls, goes the other way, or presses long: not this finger any more. */
  | { readonly kind: "over" };

export const RESTING: Swipe = { kind: "resting" };

export function mayBegin(x: number, width: number): boolean {
  return x >= EDGE_PX && x <= width - EDGE_PX;
}

/** `dx`: towards the end of the line, whichever side that is. */
export function drawn(before: Swipe, dx: number, dy: number): Swipe {
  if (before.kind === "over") return before;
  if (before.kind === "resting") {
    if (Math.hypot(dx, dy) < UNDECIDED_PX) return before;
    if (dx < Math.abs(dy) * 1.5) return { kind: "over" };
  }
  const px = Math.max(0, Math.min(FARTHEST_PX, dx - UNDECIDED_PX));
  return { kind: "drawn", px, answers: px >= ANSWER_PX };
}
