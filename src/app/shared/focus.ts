// Whether a page may put the focus somewhere by itself.

/** In a frame only once somebody is in it: a page that frames us keeps its focus and its place. */
export function mayTakeFocus(): boolean {
  return window.parent === window || document.hasFocus();
}
