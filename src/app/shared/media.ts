// What kind of screen this is, as signals.

import { type ReadonlySignal, signal } from "@preact/signals";

/** There is room for lists and panels beside the conversation. */
export const wide: ReadonlySignal<boolean> = watch("(min-width: 1000px)");
/** A finger rather than a mouse. */
export const coarse: ReadonlySignal<boolean> = watch("(pointer: coarse)");

function watch(query: string): ReadonlySignal<boolean> {
  const list = matchMedia(query);
  const result = signal(list.matches);
  list.addEventListener("change", () => (result.value = list.matches));
  return result;
}
