// The fragment that was taken out of the page's address, since it holds a secret: for the way back after a detour.

let taken: string | undefined;

/** Takes it out of the address, so that it is not copied on or kept in the history. */
export function takeFragment(): void {
  taken = location.hash;
  history.replaceState(history.state, "", location.pathname + location.search);
}

/** What was taken, else what stands there. */
export function takenFragment(): string {
  return taken ?? location.hash;
}
