// Marks in messages: read where people mean them, never a letter lost, and in linear time whatever is written.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseBlocks, parseText } from "../../../../src/app/text/parse-text.ts";
import { type Block, type Inline, MAX_DEPTH } from "../../../../src/app/text/tree.ts";

/** The tree as one writes it in a test: `em(a)`. Text is as it is. */
function told(blocks: readonly Block[]): string {
  return blocks.map(toldBlock).join("\n");
}
function toldBlock(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return toldInlines(block.children);
    case "fence":
      return `fence:${block.language}(${block.text})`;
    case "quote":
      return `quote(${told(block.children)})`;
    case "list":
      return `list(${block.items.map(({ number, children }) => `${number ?? "•"} ${told(children)}`).join("; ")})`;
  }
}
function toldInlines(nodes: readonly Inline[]): string {
  return nodes.map(toldInline).join("");
}
function toldInline(node: Inline): string {
  if (node.kind === "text") return node.text;
  if (node.kind === "code") return `code(${node.text})`;
  const inner = toldInlines(node.children);
  if (node.kind !== "link") return `${node.kind}(${inner})`;
  return `link(${inner} → ${node.href}${node.host === undefined ? "" : `, ${node.host}`})`;
}

test.each([
  ["hello", "hello"],
  ["*a* _b_", "em(a) em(b)"],
  ["**a** __b__ ~~c~~ ||d||", "strong(a) strong(b) strike(c) spoiler(d)"],
  ["***a***", "strong(em(a))"],
  ["**a *b***", "strong(a em(b))"],
  ["***a* b**", "strong(em(a) b)"],
  ["**a _b ~~c~~ d_ e**", "strong(a em(b strike(c) d) e)"],
  ["这是**重要**的", "这是strong(重要)的"],
  ["one *two\nthree* four", "one em(two\nthree) four"],
  ["`a *b* c` ``d ` e``", "code(a *b* c) code(d ` e)"],
  ["`` `a` ``", "code(`a`)"],
  ["see https://a.example/x_y_z.", "see link(https://a.example/x_y_z → https://a.example/x_y_z)."],
  ["**https://a.example**", "strong(link(https://a.example → https://a.example/))"],
  ["||https://a.example||", "spoiler(link(https://a.example → https://a.example/))"],
  ["[a *b*](https://a.example/(x))", "link(a em(b) → https://a.example/(x))"],
  ["[bank.example](https://evil.example)", "link(bank.example → https://evil.example/, evil.example)"],
  ["[write](mailto:a@b.example)", "link(write → mailto:a@b.example)"],
  ["mailto:a@b.example", "link(mailto:a@b.example → mailto:a@b.example)"],
])("%j", (text, tree) => {
  expect(told(parseText(text))).toBe(tree);
});

test.each([
  "2*3*4 = 24",
  "a * b * c",
  "snake_case_name and _private",
  "a || b && c || d",
  "****",
  "**",
  "~one~",
  "5 ** 2 ** 2",
  "*a",
  "`a",
  "[a](javascript:alert(1))",
  "[a](data:text/html,x)",
  "[a](/r/lobby)",
  "[a]",
  "[ ](https:)",
  "mailto:a@b.example?body=x".slice(0, 6),
  ">:(",
  ">_<",
  "-5 degrees",
  "1.5",
  "#channel",
  "¯\\_(ツ)_/¯",
  "   indented",
  "```",
  "<b>x</b> &amp; <img src=x>",
])("%j stays as it is written", (text) => {
  expect(told(parseText(text))).toBe(text);
});

test("a backslash keeps a mark from meaning anything", () => {
  expect(told(parseText("\\*a\\* \\||b|| \\[c](https://d.example) C:\\Windows"))).toBe(
    "*a* ||b|| [c](link(https://d.example → https://d.example/)) C:\\Windows",
  );
});

test.each([
  ["```ts\nlet a = `b`;\n\n**c**\n```", "fence:ts(let a = `b`;\n\n**c**)"],
  ["before\n```\na\n```\nafter", "before\nfence:(a)\nafter"],
  ["````\n```\na\n```\n````", "fence:(```\na\n```)"],
  ["```\nno end", "fence:(no end)"],
  ["```a```", "code(a)"],
  ["> a\n> b\nc", "quote(a\nb)\nc"],
  ["> > a\n>> b\n> c", "quote(quote(a\nb)\nc)"],
  ["> ```\n> a\n> ```", "quote(fence:(a))"],
  ["- a\n- **b**\n  - c\n* d", "list(• a; • strong(b)\nlist(• c); • d)"],
  ["1. a\n3) b", "list(1 a; 3 b)"],
  ["- a\n1. b", "list(• a)\nlist(1 b)"],
  ["a\n\nb\n", "a\n\nb"],
])("%j", (text, tree) => {
  expect(told(parseText(text))).toBe(tree);
});

test("what is longer than any message is one piece of text", () => {
  const text = "**a** ".repeat(1400);
  expect(parseText(text)).toEqual([{ kind: "paragraph", children: [{ kind: "text", text }] }]);
});

const MARKS = [
  "*",
  "**",
  "***",
  "_",
  "__",
  "~~",
  "||",
  "`",
  "```",
  "\n```js\n",
  "[",
  "](",
  ")",
  "\\",
  "\n",
  "\n> ",
  "> ",
  "- ",
  "\n- ",
  "\n  ",
  "\n1. ",
];
const WORDS = [
  "a",
  "é ",
  " ",
  "字",
  "🦊",
  "\u202E",
  "12",
  "https://x.example/y",
  "mailto:q@x.example",
  "\r\n",
  "<b>",
  "&lt;",
];
const written = fc.array(fc.constantFrom(...MARKS, ...WORDS), { maxLength: 60 }).map((pieces) => pieces.join(""));
const anything = fc.oneof(written, fc.string({ unit: "binary", maxLength: 200 }));

/** What is left of a text once everything that can be a mark is taken out of it. */
const unmarked = (text: string) => text.replace(/[*_~|`\\[\]()>.\-\s\d]/gu, "");

function visible(blocks: readonly Block[]): string {
  return blocks
    .map((block) => {
      if (block.kind === "fence") return block.language + block.text;
      if (block.kind === "quote") return visible(block.children);
      if (block.kind === "list") return block.items.map(({ children }) => visible(children)).join("");
      return visibleInlines(block.children);
    })
    .join("");
}
function visibleInlines(nodes: readonly Inline[]): string {
  return nodes
    .map((node) => {
      if (node.kind === "text" || node.kind === "code") return node.text;
      const inner = visibleInlines(node.children);
      // What a label leads to is written after it, and said on hovering.
      return node.kind === "link" && unmarked(inner) !== unmarked(node.href) && !URL.canParse(inner)
        ? inner + node.href
        : inner;
    })
    .join("");
}

function deepest(nodes: readonly (Block | Inline)[]): number {
  const depths = nodes.map((node) => {
    if (node.kind === "list") return 1 + deepest(node.items.flatMap(({ children }) => children));
    if (node.kind === "text" || node.kind === "code" || node.kind === "fence") return 0;
    return 1 + deepest(node.children);
  });
  return Math.max(0, ...depths);
}

test("no letter is lost, none is added, whatever is written", () => {
  fc.assert(
    fc.property(anything, (text) => {
      expect(unmarked(visible(parseText(text)).toLowerCase())).toBe(unmarked(text.toLowerCase()));
    }),
    { numRuns: 500 },
  );
});

test(`no tree is deeper than ${MAX_DEPTH}`, () => {
  fc.assert(
    fc.property(anything, (text) => {
      expect(deepest(parseText(text))).toBeLessThanOrEqual(MAX_DEPTH);
    }),
    { numRuns: 500 },
  );
  expect(deepest(parseText("> ".repeat(3000) + "a"))).toBe(MAX_DEPTH);
});

test("nothing leads anywhere but to the web or a mailbox", () => {
  const hrefs = (nodes: readonly (Block | Inline)[]): string[] =>
    nodes.flatMap((node) => {
      if (node.kind === "list") return node.items.flatMap(({ children }) => hrefs(children));
      if (!("children" in node)) return [];
      return [...(node.kind === "link" ? [node.href] : []), ...hrefs(node.children)];
    });
  const scheme = fc.constantFrom(
    "javascript:",
    "JaVaScRiPt:",
    "data:",
    "vbscript:",
    "file:///",
    "https://",
    "mailto:",
    "//",
    "\u0001javascript:",
  );
  const labelled = fc.tuple(scheme, fc.string({ maxLength: 20 })).map(([start, rest]) => `[a](${start}${rest})`);
  fc.assert(
    fc.property(fc.oneof(labelled, anything), (text) => {
      for (const href of hrefs(parseText(text))) expect(href).toMatch(/^(?:https?:\/\/|mailto:)/);
    }),
    { numRuns: 500 },
  );
});

describe("time is linear in the length", () => {
  const hostile: Record<string, string> = {
    stars: "*",
    "nested stars": "***a",
    "stars that open": " *a",
    "pairs that open": " **a",
    "every mark": "*a **b _c __d ~~e ||f ",
    "closed and open": "*a* **b",
    brackets: "[",
    "labels without an end": "[a](",
    "labels of groups": "[x](a)",
    "groups without an end": "(a)",
    backticks: "`",
    "backticks of two lengths": "`a``b",
    backslashes: "\\",
    "quotes in a line": "> ",
    "quotes in lines": "> > > a\n",
    "lists in a line": "- ",
    "lists in lines": "- a\n  - b\n",
    numbers: "1. ",
    "fences without an end": "```\n",
    "fences with a name": "```js\n",
    "fences that end": "```\na\n```\n",
    "blank lines": "\n",
    spaces: " ",
    addresses: "http://a ",
    "addresses in labels": "[a](http://a.example) ",
    bars: "||a",
    shrugs: "¯\\_(ツ)_/¯",
  };
  const CHARACTERS = 200_000;
  // Twenty-five times a message: what is quadratic takes minutes, and the test's time-out ends it.
  test.each(Object.entries(hostile))(
    "%s",
    (_, piece) => {
      for (const head of ["", "[x](", "**a"]) {
        const text = head + piece.repeat(CHARACTERS / piece.length);
        expect(parseBlocks(text.split("\n"), 0)).toBeDefined();
      }
    },
    60_000,
  );

  test("a message of each is read in a moment", () => {
    for (const [name, piece] of Object.entries(hostile)) {
      const text = piece.repeat(8000 / piece.length);
      const times = Array.from({ length: 5 }, () => {
        const from = performance.now();
        parseText(text);
        return performance.now() - from;
      });
      expect(Math.min(...times), name).toBeLessThan(50);
    }
  });
});
