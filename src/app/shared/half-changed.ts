// What a page that is loaded anew would lose: a message that is being changed. Drafts are kept.

export type HalfChange = {
  /** Leads to where it is written. */
  focus(): void;
};

let ask: () => HalfChange | undefined = () => undefined;

/** From now on the page's own answer to what is half changed. */
export function answerHalfChanged(asked: () => HalfChange | undefined): void {
  ask = asked;
}

/** Undefined where nothing is being changed. */
export function halfChanged(): HalfChange | undefined {
  return ask();
}
