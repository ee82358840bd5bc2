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
