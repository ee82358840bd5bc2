// Brings the message that one aims at into view, from wherever in the room it is, and marks it for a moment.

import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { LogScroll } from "./log-scroll.ts";
import { aroundSeq, type LogWindow } from "./log-window.ts";
import type { RoomView } from "./room-view.ts";

const MARKED_MS = 2500;

/** To be called after the rows are laid out, in the component that draws them. */
export function useAim(view: RoomView, scroll: LogScroll, setWanted: (window: LogWindow) => void): void {
  const { client } = view;
  const aim = view.talk.aim.value;
  const due = useRef<number | undefined>(undefined);
  const isInside = view.isKnown.value && view.isInside.value;

  useEffect(() => {
    if (client === undefined || aim === undefined || !isInside) return;
    let isOver = false;
    const take = (isHeld: boolean): void => {
      if (isOver) return;
      view.talk.aim.value = undefined;
      const found = view.find(aim.seq);
      if (!isHeld || found === undefined) view.talk.isLost.value = true;
      else if (found.thread !== undefined)
        view.talk.panel.value = { kind: "thread", root: found.thread, seq: found.seq };
      else {
        due.current = aim.seq;
        scroll.following = false;
        setWanted(aroundSeq(view.timeline.value, aim.seq));
      }
    };
    client.loadAround(aim.seq).then(take, () => take(false));
    return () => (isOver = true);
  }, [client, aim, isInside]);

  useLayoutEffect(() => {
    const seq = due.current;
    if (seq === undefined || !scroll.reveal(`#m${seq}`)) return;
    due.current = undefined;
    mark(document.getElementById(`m${seq}`));
  });

  useEffect(() => {
    const follow = () => {
      const seq = linkedSeq();
      if (seq !== undefined) view.talk.show(seq);
    };
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, [view]);
}

/** The message that the page's address points at, where it does. */
export function linkedSeq(): number | undefined {
  const seq = Number(/^#m([1-9]\d{0,14})$/.exec(location.hash)?.[1]);
  return Number.isNaN(seq) ? undefined : seq;
}

/** The eye finds it by its colour, keys and screen readers by the focus. */
export function mark(row: HTMLElement | null): void {
  if (row === null) return;
  row.dataset["aimed"] = "";
  row.tabIndex = -1;
  row.focus({ preventScroll: true });
  setTimeout(() => delete row.dataset["aimed"], MARKED_MS);
}
