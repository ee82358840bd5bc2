// Where the focus is while something is asked once more before it is done.

import { useEffect, useRef } from "preact/hooks";

/**
 * What was pressed gives its place to a question: then the question has the focus, and afterwards what asked it. Gives the
 * `ref` of both: the one that is there when `isAsking` changes is focused.
 */
export function useAskedFocus(isAsking: boolean): (element: HTMLElement | null) => void {
  const place = useRef<HTMLElement | null>(null);
  const before = useRef(isAsking);
  useEffect(() => {
    if (before.current !== isAsking) place.current?.focus();
    before.current = isAsking;
  }, [isAsking]);
  // The one that goes may be told after the one that comes.
  const keep = useRef((element: HTMLElement | null) => {
    if (element !== null) place.current = element;
  });
  return keep.current;
}
