// The page of the contract: docs/protocol.md, after the ways in, with a table of contents.

import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import esbuild from "esbuild";

const DOCS = dirname(fileURLToPath(import.meta.url));
const CONTRACT = resolve(DOCS, "../../../docs/protocol.md");

export const DOCS_PAGE = {
  file: "docs.html",
  source: "docs/docs.html",
  style: "docs/docs.css",
  script: "docs/docs.tsx",
  slots: makeSlots,
};

async function makeSlots() {
  const renderMarkdown = await loadRenderer();
  const connect = renderMarkdown(await readFile(join(DOCS, "connect.md"), "utf8"));
  // The page has one title: the contract's own is a section beside the ways in.
  const contract = renderMarkdown((await readFile(CONTRACT, "utf8")).replace(/^# /, "## "));
  const entries = [...connect.headings, ...contract.headings].filter(({ depth }) => depth <= 3);
  const item = ({ id, depth, text }) => `<li class="depth-${depth}"><a href="#${id}">${escape(text)}</a></li>`;
  return {
    "docs.contents": entries.map(item).join("\n"),
    "docs.connect": connect.html,
    "docs.contract": contract.html,
  };
}

async function loadRenderer() {
  const result = await esbuild.build({
    entryPoints: [join(DOCS, "render-markdown.ts")],
    bundle: true,
    write: false,
    format: "esm",
  });
  const source = Buffer.from(result.outputFiles[0].contents).toString("base64");
  const { renderMarkdown } = await import(`data:text/javascript;base64,${source}`);
  return renderMarkdown;
}

function escape(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
