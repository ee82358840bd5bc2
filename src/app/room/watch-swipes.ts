// A message that a finger draws aside is answered: where it lets go far enough, and never while it scrolls.

import { acting } from "./acting.ts";
import { answer } from "./answer.ts";
import { isAtLeast } from "./roles.ts";
import type { RoomView } from "./room-view.ts";
import { drawn, mayBegin, RESTING, type Swipe } from "./swipe.ts";

type Finger = {
  readonly id: number;
  readonly item: HTMLElement;
  readonly seq: number;
  readonly x: number;
  readonly y: number;
  swipe: Swipe;
};

/** Gives what ends it. */
export function watchSwipes(view: RoomView, log: HTMLElement): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  let finger: Finger | undefined;

  const rest = (): void => {
    if (finger === undefined) return;
    finger.item.style.removeProperty("--drawn");
    delete finger.item.dataset["swipe"];
    finger = undefined;
  };

  log.addEventListener(
    "pointerdown",
    (event) => {
      rest();
      const { target, pointerType, isPrimary, pointerId: id, clientX: x, clientY: y } = event;
      if (pointerType !== "touch" || !isPrimary || !mayBegin(x, window.innerWidth)) return;
      const item = target instanceof Element && isFree(target) ? target.closest<HTMLElement>(".message") : null;
      const seq = Number(item?.dataset["seq"]);
      if (item === null || !isAnswerable(view, seq)) return;
      finger = { id, item, seq, x, y, swipe: RESTING };
    },
    { signal },
  );
  log.addEventListener(
    "pointermove",
    ({ pointerId, clientX, clientY }) => {
      if (finger?.id !== pointerId) return;
      const isRightToLeft = getComputedStyle(finger.item).direction === "rtl";
      const dx = (clientX - finger.x) * (isRightToLeft ? -1 : 1);
      finger.swipe = drawn(finger.swipe, dx, clientY - finger.y);
      if (finger.swipe.kind === "over" || acting.value !== undefined) return rest();
      if (finger.swipe.kind === "resting") return;
      const { px, answers } = finger.swipe;
      finger.item.dataset["swipe"] = answers ? "answers" : "drawn";
      finger.item.style.setProperty("--drawn", `${isRightToLeft ? -px : px}px`);
    },
    { signal },
  );
  log.addEventListener(
    "pointerup",
    ({ pointerId }) => {
      if (finger?.id !== pointerId) return;
      const { swipe, seq, item } = finger;
      rest();
      const message = view.find(seq);
      if (swipe.kind !== "drawn" || !swipe.answers || message === undefined) return;
      const { text, thread } = message;
      const place = item.closest(".thread-log") === null ? "log" : "thread";
      answer({ seq, authorName: message.by.name, text, thread }, place, view);
    },
    { signal },
  );
  // The browser scrolls: it was no swipe.
  log.addEventListener("pointercancel", rest, { signal });
  return () => {
    rest();
    listening.abort();
  };
}

/** What scrolls sideways, or is written in, keeps its own finger. */
function isFree(target: Element): boolean {
  return target.closest("pre, textarea, input, dialog, .acts") === null;
}

function isAnswerable(view: RoomView, seq: number): boolean {
  return isAtLeast(view.you.value?.role ?? "reader", "member") && view.find(seq)?.text !== undefined;
}
