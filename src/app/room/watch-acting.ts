// Notices on which message of the log one points, presses long, or has the focus: there what can be done is offered.

import { acting } from "./acting.ts";

const LONG_PRESS_MS = 450;
/** A finger that goes further scrolls. */
const STILL_PX = 10;

/** Gives what ends it. */
export function watchActing(log: HTMLElement): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  let press: { timer: ReturnType<typeof setTimeout>; x: number; y: number } | undefined;
  /** The last press was long. */
  let wasOpened = false;
  const release = (): void => {
    clearTimeout(press?.timer);
    press = undefined;
  };

  log.addEventListener(
    "pointerover",
    ({ target, pointerType }) => {
      if (pointerType !== "mouse" || isBusy()) return;
      const key = keyAt(target);
      if (key !== acting.value?.key)
        acting.value = key === undefined ? undefined : { key, mode: "choosing", by: "pointer" };
    },
    { signal },
  );
  // A finger that is lifted leaves as well: what its press opened stays.
  log.addEventListener(
    "pointerleave",
    ({ pointerType }) => {
      if (pointerType === "mouse" && !isBusy()) acting.value = undefined;
    },
    { signal },
  );

  log.addEventListener(
    "pointerdown",
    ({ target, pointerType, isPrimary, clientX: x, clientY: y }) => {
      const key = keyAt(target);
      wasOpened = false;
      // A second finger pinches: neither presses long.
      release();
      // What is pressed inside of the sheet presses nothing below it; a link has a menu of its own.
      const isElsewhere = target instanceof Element && target.closest("dialog, textarea, a[href]") !== null;
      if (pointerType === "mouse" || !isPrimary || key === undefined || isElsewhere) return;
      const open = (): void => {
        wasOpened = true;
        acting.value = { key, mode: "choosing", by: "press" };
      };
      press = { timer: setTimeout(open, LONG_PRESS_MS), x, y };
    },
    { signal },
  );
  log.addEventListener(
    "pointermove",
    ({ clientX, clientY }) => {
      if (press !== undefined && Math.hypot(clientX - press.x, clientY - press.y) > STILL_PX) release();
    },
    { signal },
  );
  for (const end of ["pointerup", "pointercancel"]) log.addEventListener(end, release, { signal });
  // The browser's own menu for a long press would lie over ours.
  log.addEventListener(
    "contextmenu",
    (event) => {
      if (wasOpened) event.preventDefault();
    },
    { signal },
  );
  log.addEventListener("keydown", (event) => walk(log, event), { signal });
  // A press elsewhere puts away what was opened, but for a text that was begun.
  document.addEventListener(
    "pointerdown",
    ({ target }) => {
      const { value } = acting;
      if (value !== undefined && value.mode !== "editing" && keyAt(target) !== value.key) acting.value = undefined;
    },
    { signal },
  );
  return () => {
    release();
    listening.abort();
    // Another log on the page goes on, and what was begun in it as well.
    const { value } = acting;
    if (value !== undefined && isIn(log, value.key)) acting.value = undefined;
  };
}

/** Something was begun that the pointer does not end by going elsewhere. */
function isBusy(): boolean {
  const { value } = acting;
  return value !== undefined && (value.by !== "pointer" || value.mode !== "choosing");
}

function isIn(log: HTMLElement, key: string): boolean {
  return [...log.querySelectorAll<HTMLElement>(".message")].some(({ dataset }) => dataset["key"] === key);
}

/** The message at a place of the page, where anything can be done with it. */
function keyAt(target: EventTarget | null): string | undefined {
  const item = target instanceof Element ? target.closest<HTMLElement>(".message") : null;
  return item?.querySelector(".more") == null ? undefined : item.dataset["key"];
}

/** Up and down go from message to message. */
function walk(log: HTMLElement, event: KeyboardEvent): void {
  if ((event.key !== "ArrowUp" && event.key !== "ArrowDown") || !(event.target instanceof Element)) return;
  if (!event.target.matches(".more")) return;
  const buttons = [...log.querySelectorAll<HTMLElement>(".more")];
  const at = buttons.findIndex((button) => button === event.target);
  buttons[at + (event.key === "ArrowUp" ? -1 : 1)]?.focus();
  event.preventDefault();
}
