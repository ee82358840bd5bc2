// What a person's text is once its marks are read: a tree of at most 8 levels, which holds no HTML.

export type Inline =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "code"; readonly text: string }
  | Link
  | { readonly kind: Marked; readonly children: readonly Inline[] };

/** `href` is http, https or mailto. */
export type Link = {
  readonly kind: "link";
  readonly href: string;
  readonly children: readonly Inline[];
  /** Where it leads, to be said beside a label that looks like another address. */
  readonly host?: string;
};

export type Marked = "strong" | "em" | "strike" | "spoiler";

export type Block =
  /** Line breaks in it are meant. */
  | { readonly kind: "paragraph"; readonly children: readonly Inline[] }
  | { readonly kind: "fence"; readonly language: string; readonly text: string }
  | { readonly kind: "quote"; readonly children: readonly Block[] }
  | { readonly kind: "list"; readonly items: readonly Item[] };

/** `number` is there in ordered lists: the one that was written. */
export type Item = { readonly number?: number; readonly children: readonly Block[] };

/** Marks deeper than this are shown as they are written. */
export const MAX_DEPTH = 8;
