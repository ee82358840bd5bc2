// Holds what people write against the words that the room does not want: masks them, or refuses.

import { ChatError } from "../protocol/errors.ts";
import type { WordList } from "../protocol/http.ts";
import { mask, type WordFilter, wordFilter } from "../rules/word-filter.ts";
import type { ListedWords } from "../storage/listed-words.ts";

export class WordCheck {
  readonly #words: ListedWords;
  #filter: { readonly list: WordList; readonly filter: WordFilter } | undefined;

  constructor(words: ListedWords) {
    this.#words = words;
  }

  /** The text with stars for its listed words, itself where it has none. Throws `forbidden` where the list refuses. */
  clean(text: string, operation: string): string {
    const filter = this.#current();
    const found = filter?.find(text) ?? [];
    if (found.length === 0) return text;
    if (this.#words.list.action === "mask") return mask(text, found);
    throw new ChatError("forbidden", `unable to ${operation}; it holds a word that this room does not allow`);
  }

  /** A name that comes with a token is never refused: the room shows it with stars. */
  shown(name: string): string {
    const filter = this.#current();
    return filter === undefined ? name : mask(name, filter.find(name));
  }

  /** Undefined where the room lists none, as nearly every room. */
  #current(): WordFilter | undefined {
    const { list } = this.#words;
    if (list.words.length === 0) return undefined;
    if (this.#filter?.list !== list) this.#filter = { list, filter: wordFilter(list.words) };
    return this.#filter.filter;
  }
}
