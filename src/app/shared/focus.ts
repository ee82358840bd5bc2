// Where the focus is: whether a page may put it somewhere by itself, and what a dialog that closes leaves to be done.

/** In a frame only once somebody is in it: a page that frames us keeps its focus and its place. */
export function mayTakeFocus(): boolean {
  return window.parent === window || document.hasFocus();
}

/**
 * A dialog that closes gives the focus back, but in Chromium not the caret: a field would have the focus, and take no
 * letter (HTMLDialogElement::close focuses with SelectionBehaviorOnFocus::kNone).
 */
export function giveCaretBack(): void {
  const field = document.activeElement;
  if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)) return;
  // Null where a field of its kind has no caret.
  if (field.selectionStart !== null) field.setSelectionRange(field.selectionStart, field.selectionEnd);
}
