// The page of the contract: our Markdown as HTML, with an address for each section and rule, and nothing shown that was not meant.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { renderMarkdown } from "../../../src/app/docs/render-markdown.ts";

const html = (markdown: string): string => renderMarkdown(markdown).html;

test.for([
  ["a paragraph over\ntwo lines", "<p>a paragraph over two lines</p>"],
  [
    "**bold**, _stress_ and `a <b> | c`",
    "<p><strong>bold</strong>, <em>stress</em> and <code>a &lt;b&gt; | c</code></p>",
  ],
  ["snake_case_names and <script>", "<p>snake_case_names and &lt;script&gt;</p>"],
  ["- one\n  goes on\n- two", "<ul>\n<li>one goes on</li>\n<li>two</li>\n</ul>"],
  ["```js\n# <not> a **heading**\n```", '<pre tabindex="0"><code># &lt;not&gt; a **heading**</code></pre>'],
  ["[here](/api) and [there](docs/x.md)", '<p><a href="/api">here</a> and there</p>'],
  ['[x](javascript:alert(1)) "y"', "<p>x) &quot;y&quot;</p>"],
  ["<!-- generated:x -->", ""],
] as const)("%j", ([markdown, expected]) => {
  expect(html(markdown)).toBe(expected);
});

test("a bar within a cell is no end of it", () => {
  expect(html("| a | b |\n|---|---|\n| `x\\|y` | z |")).toContain("<td><code>x|y</code></td><td>z</td>");
});

test("rules and sections have addresses, and what cites them leads there", () => {
  const { html: page, headings } = renderMarkdown(
    "## 4. Commands\n\n### send\n\n- **R4-1** See R4-1, R9-9 and section 4, not section 7.\n\n### 4.1 More",
  );
  expect(headings.map(({ id }) => id)).toEqual(["s4", "s4-send", "s4.1"]);
  expect(page).toContain('<li class="rule" id="R4-1"><a class="rule-id" href="#R4-1">R4-1</a> See');
  expect(page).toContain('<a href="#R4-1">R4-1</a>, R9-9 and <a href="#s4">section 4</a>, not section 7.');
});

test.for([
  ["> a quotation", "this is not known here: > a quotation"],
  ["1. a numbered list", "this is not known here"],
  ["```\nno end", "a block of code has no end"],
  ["## Twice\n\n## Twice", "two headings have the id twice"],
] as const)("stops the build: %j", ([markdown, problem]) => {
  expect(() => html(markdown)).toThrow(problem);
});

describe("docs/protocol.md", () => {
  const text = readFileSync(new URL("../../../docs/protocol.md", import.meta.url), "utf8");
  const page = renderMarkdown(text).html;

  test("has every rule and every row of its tables on the page", () => {
    const rules = [...text.matchAll(/\*\*(R[\d.]+-\d+)\*\*/g)].map(([, id]) => id);
    expect(rules.length).toBeGreaterThan(150);
    expect(rules.filter((id) => !page.includes(`<li class="rule" id="${id}">`))).toEqual([]);
    const rows = text.split("\n").filter((line) => line.startsWith("|") && !line.startsWith("|--")).length;
    expect(page.match(/<tr>/g)?.length).toBe(rows);
  });

  test("leads somewhere with every anchor, and says each id once", () => {
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) < index)).toEqual([]);
    const anchors = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(anchors.filter((id) => !ids.includes(id))).toEqual([]);
  });
});
