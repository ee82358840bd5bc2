// Whether somebody is at this page: nobody is once nothing was touched for a while, or another page is shown.

/** So long without a touch, a key or a movement. */
export const IDLE_AFTER_MS = 5 * 60_000;
/** A page that is hidden for less was only passed by. */
export const HIDDEN_AFTER_MS = 5000;

const INPUTS = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;

type Surroundings = {
  readonly document: Pick<Document, "addEventListener" | "visibilityState">;
  readonly now: () => number;
  readonly setTimeout: (run: () => void, ms: number) => number;
  readonly clearTimeout: (timer: number | undefined) => void;
};

/** Tells of each change; gives what ends that. An input costs no more than looking at the clock. */
export function watchIdleness(
  tell: (isIdle: boolean) => void,
  { document, now, setTimeout, clearTimeout }: Surroundings,
): () => void {
  const end = new AbortController();
  let timer: number | undefined;
  let activeAt = now();
  let isIdle = false;
  const turn = (idle: boolean): void => {
    if (idle === isIdle) return;
    isIdle = idle;
    tell(idle);
  };
  const waitMs = (): number => (document.visibilityState === "hidden" ? HIDDEN_AFTER_MS : IDLE_AFTER_MS);
  const look = (): void => {
    const leftMs = activeAt + waitMs() - now();
    clearTimeout(timer);
    timer = undefined;
    if (leftMs > 0) timer = setTimeout(look, leftMs);
    else turn(true);
  };
  const touched = (): void => {
    activeAt = now();
    turn(false);
    if (timer === undefined) look();
  };
  const options = { signal: end.signal, passive: true, capture: true };
  for (const input of INPUTS) document.addEventListener(input, touched, options);
  document.addEventListener(
    "visibilitychange",
    () => {
      activeAt = now();
      if (document.visibilityState !== "hidden") turn(false);
      look();
    },
    options,
  );
  look();
  return () => {
    end.abort();
    clearTimeout(timer);
  };
}
