// Times as the person at this terminal reads them. `timeZone` is for tests; without it, the machine's.

export type Clock = {
  /** 14:05 */
  readonly time: (atMs: number) => string;
  /** Names the day, for people. */
  readonly day: (atMs: number) => string;
};

export function createClock(timeZone?: string): Clock {
  const zone = timeZone === undefined ? {} : { timeZone };
  const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...zone });
  const day = new Intl.DateTimeFormat("en-GB", {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    ...zone,
  });
  return { time: (atMs) => formatted(time, atMs), day: (atMs) => formatted(day, atMs) };
}

/** A server may send a time that no calendar has. */
function formatted(format: Intl.DateTimeFormat, atMs: number): string {
  return Math.abs(atMs) <= 8.64e15 ? format.format(atMs) : "??:??";
}
