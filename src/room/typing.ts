// Who is typing now. In memory alone: typists repeat themselves, and every receiver lets it end by itself.

import { TYPING_EXPIRES_MS } from "../protocol/limits.ts";
import type { Author } from "../protocol/schemas.ts";

export class Typing {
  readonly #until = new Map<string, { readonly author: Author; readonly until: number }>();
  #hasNews = false;

  get hasNews(): boolean {
    return this.#hasNews;
  }

  set(author: Author, on: boolean, now: number): void {
    if (on) this.#until.set(author.id, { author, until: now + TYPING_EXPIRES_MS });
    else if (!this.#until.delete(author.id)) return;
    this.#hasNews = true;
  }

  /** Saying something ends typing; receivers know that by themselves. */
  said(memberId: string): void {
    this.#until.delete(memberId);
  }

  /** Everybody who is typing now. */
  takeNews(now: number): Author[] {
    this.#hasNews = false;
    for (const [id, { until }] of this.#until) if (until <= now) this.#until.delete(id);
    return [...this.#until.values()].map(({ author }) => author);
  }
}
