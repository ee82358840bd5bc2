// Holds the place of reading: at the newest message while one is there, else at what stands at the top of the screen.

/** This near the end counts as being there. */
const NEAR_END_PX = 24;
const ANCHORS_MAX = 16;

type Anchor = { readonly key: string; readonly topPx: number };

/**
 * Owns the scroll position of one log. Rows that keep their place among
 * their neighbours carry `data-key`: messages, not the dividers between them.
 */
export class LogScroll {
  /** The newest is in view, and is kept in view. */
  following = true;
  private anchors: readonly Anchor[] = [];
  private settledPx = 0;
  private heldPx = 0;
  private scroller: HTMLElement | undefined;
  private readonly observer: ResizeObserver;

  constructor() {
    this.observer = new ResizeObserver(() => this.resized());
  }

  attach(scroller: HTMLElement, content: HTMLElement): () => void {
    this.scroller = scroller;
    this.observer.observe(scroller);
    this.observer.observe(content);
    return () => this.observer.disconnect();
  }

  /** Goes to the end of what is in the page, and stays at the end of what comes. */
  follow(): void {
    this.following = true;
    this.settle();
  }

  /** The person scrolled. */
  moved(isNewestShown: boolean): void {
    this.following = isNewestShown && this.belowPx() < NEAR_END_PX;
    this.hold();
  }

  /** Remembers what is being read; to be called before rows change. */
  hold(): void {
    const scroller = this.scroller;
    if (scroller === undefined) return;
    // A scroll upwards whose event is still to come.
    if (this.following && scroller.scrollTop < this.settledPx - 1 && this.belowPx() >= NEAR_END_PX)
      this.following = false;
    // As it was measured, until somebody scrolls: measured anew after each step, parts of a pixel would add up.
    if (!this.following && scroller.scrollTop === this.heldPx && this.held() !== undefined) return;
    this.anchors = this.following ? [] : visibleRows(scroller);
    this.heldPx = scroller.scrollTop;
  }

  /** Puts reading back where it was; to be called after rows changed. */
  settle(): void {
    const scroller = this.scroller;
    if (scroller === undefined) return;
    if (this.following) {
      scroller.scrollTop = scroller.scrollHeight;
      this.settledPx = scroller.scrollTop;
      return;
    }
    const held = this.held();
    if (held === undefined) return;
    const moved = topOf(held.row) - scroller.getBoundingClientRect().top - held.topPx;
    if (Math.abs(moved) >= 1) scroller.scrollTop += moved;
    this.heldPx = scroller.scrollTop;
  }

  /** The first row that was being read and is still in the page, and where it stood. */
  private held(): { readonly row: Element; readonly topPx: number } | undefined {
    for (const { key, topPx } of this.anchors) {
      const row = this.scroller?.querySelector(`[data-key="${CSS.escape(key)}"]`);
      if (row != null) return { row, topPx };
    }
    return undefined;
  }

  /** The keyboard came or went, text was laid out anew. A scroll whose event is still to come is not undone. */
  private resized(): void {
    if (!this.following && this.scroller?.scrollTop !== this.heldPx) this.hold();
    else this.settle();
  }

  /** Brings what matches to the upper part of the screen, where it is not in view at the end of the log. */
  revealFromEnd(selector: string): void {
    const scroller = this.scroller;
    const row = scroller?.querySelector(selector);
    if (scroller === undefined || row == null) return;
    scroller.scrollTop = scroller.scrollHeight;
    const topPx = row.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
    if (topPx >= 0) return;
    scroller.scrollTop += topPx - scroller.clientHeight / 4;
    this.moved(true);
  }

  /** Brings what matches to the upper part of the screen, and stays there. False where it is not in the page. */
  reveal(selector: string): boolean {
    const scroller = this.scroller;
    const row = scroller?.querySelector(selector);
    if (scroller === undefined || row == null) return false;
    const topPx = row.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
    scroller.scrollTop += topPx - scroller.clientHeight / 4;
    this.following = false;
    this.hold();
    return true;
  }

  /** Whether what matches stands above the screen; undefined where it is not in the page. */
  isAbove(selector: string): boolean | undefined {
    const row = this.scroller?.querySelector(selector);
    if (this.scroller === undefined || row == null) return undefined;
    return row.getBoundingClientRect().bottom < this.scroller.getBoundingClientRect().top;
  }

  abovePx(): number {
    return this.scroller?.scrollTop ?? Infinity;
  }

  belowPx(): number {
    const scroller = this.scroller;
    return scroller === undefined ? Infinity : scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;
  }
}

/** Where its words begin: what stands above them, such as the name, comes and goes with the message before. */
function topOf(row: Element): number {
  return (row.querySelector(".text") ?? row).getBoundingClientRect().top;
}

function visibleRows(scroller: HTMLElement): Anchor[] {
  const top = scroller.getBoundingClientRect().top;
  const anchors: Anchor[] = [];
  for (const row of scroller.querySelectorAll<HTMLElement>("[data-key]")) {
    const box = row.getBoundingClientRect();
    if (box.bottom <= top) continue;
    const key = row.dataset["key"];
    if (key !== undefined) anchors.push({ key, topPx: topOf(row) - top });
    if (anchors.length === ANCHORS_MAX || box.top > top + scroller.clientHeight) break;
  }
  return anchors;
}
