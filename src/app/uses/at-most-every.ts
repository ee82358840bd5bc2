// Calls no more often than it is worth: at once, then at most once in so long, always with the newest.

type Clock = {
  readonly now: () => number;
  readonly setTimeout: (run: () => void, ms: number) => unknown;
};

const PLATFORM: Clock = { now: () => performance.now(), setTimeout: (run, ms) => setTimeout(run, ms) };

/** What came while it waited is dropped but for the last, which is never lost. */
export function atMostEvery<T>(ms: number, call: (value: T) => void, clock = PLATFORM): (value: T) => void {
  let next: { readonly value: T } | undefined;
  let isWaiting = false;
  let calledMs = -Infinity;
  const run = (value: T): void => {
    calledMs = clock.now();
    next = undefined;
    call(value);
  };
  return (value) => {
    const waitMs = calledMs + ms - clock.now();
    if (!isWaiting && waitMs <= 0) return run(value);
    next = { value };
    if (isWaiting) return;
    isWaiting = true;
    clock.setTimeout(() => {
      isWaiting = false;
      if (next !== undefined) run(next.value);
    }, waitMs);
  };
}
