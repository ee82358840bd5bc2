// The lines that a page shows are those of its source, and as text they are no HTML.

import { expect, test } from "vitest";
import { markUp, takeSnippet } from "../../../../src/app/uses/snippet.mjs";

const SOURCE = `import { createRoomClient } from "hidden";
// shown from here
import { createRoomClient } from "../../../client/room-client.ts";

// to here
export function enter() {
  // shown from here
  const client = createRoomClient();
  if (client) {
    client.open();
  }
  // to here
  return client;
}
`;

test("what stands between the marks, moved to the left, with the address that other pages use", () => {
  expect(takeSnippet(SOURCE, "enter")).toBe(`import { createRoomClient } from "/sdk/v1.js";

const client = createRoomClient();
if (client) {
  client.open();
}`);
});

test("a source without marks stops the build", () => {
  expect(() => takeSnippet("const a = 1;\n", "enter")).toThrow("enter has no lines to show");
});

test("marked up, it is the same text", () => {
  const code = 'if (a < b && c > d) say("<b>"); // & so on';
  const html = markUp(code);
  expect(html).toBe(
    '<span class="code-word">if</span> (a &lt; b &amp;&amp; c &gt; d) say(<span class="code-string">"&lt;b&gt;"</span>); <span class="code-comment">// &amp; so on</span>',
  );
});
