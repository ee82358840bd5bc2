// What a page that is loaded anew would lose: a message that is being changed. Drafts are kept.

/** Where it is written; null where nothing is being changed. */
export function halfChanged(): HTMLElement | null {
  return document.querySelector<HTMLElement>(".editor textarea");
}
