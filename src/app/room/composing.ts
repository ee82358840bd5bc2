// What Enter means where one writes.

/** The composer of the log or panel that an element stands in. */
export function composerNear(element: Element | null): HTMLElement | null {
  const place = element?.closest(".talk, .room, .lobby-card") ?? document;
  return place.querySelector<HTMLElement>(".composer textarea");
}

/** Set by browsers while an input method composes, also where `isComposing` is late (Safari). */
const COMPOSING_KEY_CODE = 229;

/** The line is broken, or an input method takes the key: nothing is to be sent or saved. */
export function breaksLine(event: KeyboardEvent): boolean {
  return event.shiftKey || event.isComposing || event.keyCode === COMPOSING_KEY_CODE;
}

/**
 * Enter sends or saves. Under a finger it breaks the line: keyboards on a screen have no other key for that, and a button
 * sends. With Ctrl or Cmd it sends there too, for whoever has put a keyboard beside a tablet.
 */
export function sendsBy(event: KeyboardEvent, isCoarse: boolean): boolean {
  if (event.key !== "Enter" || breaksLine(event)) return false;
  return !isCoarse || event.ctrlKey || event.metaKey;
}
