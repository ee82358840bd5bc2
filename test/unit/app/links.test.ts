// Links in messages: found where people mean them, never invented, and in linear time whatever is written.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tokenize } from "../../../src/app/shared/links.ts";

const linksOf = (text: string) => tokenize(text).flatMap((token) => (token.kind === "link" ? [token.text] : []));

describe("what is a link", () => {
  test.each([
    ["https://example.org", ["https://example.org"]],
    ["see http://example.org/a?b=c#d now", ["http://example.org/a?b=c#d"]],
    ["HTTPS://EXAMPLE.ORG/Path", ["HTTPS://EXAMPLE.ORG/Path"]],
    ["two: https://a.example https://b.example", ["https://a.example", "https://b.example"]],
    ["The end is https://example.org/page.", ["https://example.org/page"]],
    ["Really (https://example.org/page)?!", ["https://example.org/page"]],
    ["https://en.wikipedia.org/wiki/Rust_(fungus)", ["https://en.wikipedia.org/wiki/Rust_(fungus)"]],
    ["(https://en.wikipedia.org/wiki/Rust_(fungus))", ["https://en.wikipedia.org/wiki/Rust_(fungus)"]],
    ["[https://example.org/a[1]]", ["https://example.org/a[1]"]],
    ["“https://example.org”, he said", ["https://example.org"]],
    ["<https://example.org>", ["https://example.org"]],
    ["`https://example.org`", ["https://example.org"]],
    ["http://localhost:8787/r/lobby", ["http://localhost:8787/r/lobby"]],
    ["https://مثال.example/صفحة", ["https://مثال.example/صفحة"]],
  ])("%s", (text, links) => {
    expect(linksOf(text)).toEqual(links);
  });

  test.each([
    "javascript:alert(1)",
    "data:text/html,<b>x</b>",
    "ftp://example.org",
    "example.org",
    "https://",
    "https:// example.org",
    "http://...",
    "xhttps://example.org",
    "https://[::1",
  ])("not %s", (text) => {
    expect(linksOf(text)).toEqual([]);
  });

  test("ends before marks that turn the direction of what is seen", () => {
    expect(linksOf("https://example.org/\u202Egpj.exe")).toEqual(["https://example.org/"]);
  });

  test("leads to what it shows, by http or https alone", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.webUrl(),
          fc.string({ unit: "grapheme" }).map((tail) => `https://${tail}`),
        ),
        (text) => {
          for (const token of tokenize(text)) {
            if (token.kind === "text") continue;
            expect(token.href).toBe(new URL(token.text).href);
            expect(token.href).toMatch(/^https?:\/\//);
          }
        },
      ),
    );
  }, 30_000);
});

test("the tokens joined are the text, whatever it is", () => {
  const piece = fc.constantFrom(
    "http://",
    "https://a.example",
    "(",
    ")",
    "[",
    "]",
    ".",
    ",",
    " ",
    "\n",
    "<",
    "\u202E",
    "a",
    "🦊",
    "é",
    "\uD800",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.array(piece).map((pieces) => pieces.join("")),
      ),
      (text) => {
        const tokens = tokenize(text);
        expect(tokens.map((token) => token.text).join("")).toBe(text);
        expect(tokens.every((token) => token.text !== "")).toBe(true);
      },
    ),
    { numRuns: 400 },
  );
}, 30_000);

describe("time is linear in the length", () => {
  const hostile: Record<string, (length: number) => string> = {
    "closing brackets": (length) => `https://a.example/${")".repeat(length)}`,
    "opening brackets": (length) => `https://a.example/${"(".repeat(length)}`,
    "dots at the end": (length) => `https://a.example/${".".repeat(length)}`,
    "one scheme after another": (length) => "http://".repeat(length / 7),
    "many links": (length) => "http://a ".repeat(length / 9),
    "links that are none": (length) => "http://[ ".repeat(length / 9),
    "no link": (length) => "h".repeat(length),
    "scheme beginnings": (length) => "http:/".repeat(length / 6),
  };
  // Half a million characters: a scan that is quadratic takes minutes, and the test's time-out ends it.
  test.each(Object.entries(hostile))(
    "%s",
    (_, make) => {
      const text = make(504_000);
      expect(
        tokenize(text)
          .map((token) => token.text)
          .join("") === text,
      ).toBe(true);
    },
    30_000,
  );
});
