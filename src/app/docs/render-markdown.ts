// Renders the Markdown that our own documents use as HTML: headings, paragraphs, lists, tables, code, links and rule ids.

export type Heading = { readonly id: string; readonly depth: number; readonly text: string };
export type Rendered = { readonly html: string; readonly headings: readonly Heading[] };

/**
 * Gives the HTML and its headings from level 2 on, with their ids.
 *
 * A numbered section has the id `s3.1`, what stands below it without a number `s4-send`, any other its words. A rule has its
 * own id, and whatever cites it links to it, as does "section 9" where there is one. Throws on Markdown that is not known
 * here, so that nothing is shown in another form than it was meant.
 */
export function renderMarkdown(markdown: string): Rendered {
  const text = markdown.replaceAll(/<!--[^]*?-->\n?/g, "");
  const blocks = blocksOf(text);
  const headings = headingsOf(blocks);
  const targets = new Set([
    ...headings.map(({ id }) => id),
    ...[...text.matchAll(/^- \*\*(R[\d.]+-\d+)\*\*/gm)].map(([, id = ""]) => id),
  ]);
  let at = 0;
  let title = "";
  const html = blocks.map((block) => {
    if (block.kind === "heading") {
      if (block.depth === 1) return `<h1>${inline(block.text, targets)}</h1>`;
      const { id } = headings[at++] ?? { id: "" };
      title = block.text;
      return `<h${block.depth} id="${id}"><a href="#${id}">${inline(block.text, new Set())}</a></h${block.depth}>`;
    }
    return render(block, targets, title);
  });
  return { html: html.join("\n"), headings };
}

type Block =
  | { readonly kind: "heading"; readonly depth: number; readonly text: string }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "table"; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "paragraph"; readonly text: string };

function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  const lines = text.split("\n");
  const take = (isMore: (line: string) => boolean): string[] => {
    const end = lines.findIndex((line) => !isMore(line));
    return lines.splice(0, end === -1 ? lines.length : end);
  };
  for (let line = lines[0]; line !== undefined; line = lines[0]) {
    const heading = /^(#{1,4}) (.+)$/.exec(line);
    if (line.trim() === "") lines.shift();
    else if (heading !== null) {
      blocks.push({ kind: "heading", depth: heading[1]?.length ?? 1, text: heading[2] ?? "" });
      lines.shift();
    } else if (line.startsWith("```")) {
      lines.shift();
      blocks.push({ kind: "code", text: take((each) => !each.startsWith("```")).join("\n") });
      if (lines.shift() === undefined) throw new Error("unable to render Markdown; a block of code has no end");
    } else if (line.startsWith("|")) {
      const [head = "", , ...rest] = take((each) => each.startsWith("|"));
      blocks.push({ kind: "table", rows: [head, ...rest].map(cellsOf) });
    } else if (line.startsWith("- ")) {
      const items = take((each) => each.startsWith("- ") || each.startsWith("  "));
      blocks.push({ kind: "list", items: items.join("\n").slice(2).split("\n- ").map(unwrap) });
    } else if (/^(?:[>*+]|\d+\. |#|---|!\[| {4})/.test(line) && !line.startsWith("**")) {
      throw new Error(`unable to render Markdown; this is not known here: ${line}`);
    } else {
      const isText = (each: string) => each.trim() !== "" && !/^(?:#|```|\||- )/.test(each);
      blocks.push({ kind: "paragraph", text: unwrap(take(isText).join("\n")) });
    }
  }
  return blocks;
}

const unwrap = (text: string): string => text.replaceAll(/\n\s*/g, " ").trim();

/** A bar within code or behind a backslash ends no cell. */
function cellsOf(line: string): string[] {
  const cells = [...line.slice(1).matchAll(/((?:\\.|[^|\\])*)\|/g)];
  return cells.map(([, cell = ""]) => cell.trim().replaceAll("\\|", "|"));
}

function headingsOf(blocks: readonly Block[]): Heading[] {
  let section = "";
  const found = blocks.flatMap((block) => {
    if (block.kind !== "heading" || block.depth === 1) return [];
    const number = /^(\d+(?:\.\d+)?)\.? /.exec(block.text)?.[1];
    if (block.depth === 2 || number !== undefined) section = number === undefined ? "" : `s${number}`;
    const words = block.text
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/^-|-$/g, "");
    const id = number !== undefined ? section : section === "" ? words : `${section}-${words}`;
    return [{ id, depth: block.depth, text: block.text.replaceAll("`", "") }];
  });
  const ids = found.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) < index);
  if (twice !== undefined) throw new Error(`unable to render Markdown; two headings have the id ${twice}`);
  return found;
}

function render(block: Exclude<Block, { kind: "heading" }>, targets: ReadonlySet<string>, title: string): string {
  switch (block.kind) {
    case "code":
      return `<pre tabindex="0"><code>${escape(block.text)}</code></pre>`;
    case "paragraph":
      return `<p>${inline(block.text, targets)}</p>`;
    case "list":
      return `<ul>\n${block.items.map((item) => listItem(item, targets)).join("\n")}\n</ul>`;
    case "table": {
      const [head = [], ...rows] = block.rows;
      const row = (cells: readonly string[], tag: string) =>
        `<tr>${cells.map((cell) => `<${tag}>${inline(cell, targets)}</${tag}>`).join("")}</tr>`;
      const label = escape(`Table: ${title.replaceAll("`", "")}`);
      // It may be wider than a phone: whoever has no pointer scrolls it too.
      return `<div class="table" role="group" aria-label="${label}" tabindex="0"><table><thead>${row(head, "th")}</thead><tbody>${rows.map((cells) => row(cells, "td")).join("")}</tbody></table></div>`;
    }
  }
}

function listItem(item: string, targets: ReadonlySet<string>): string {
  const rule = /^\*\*(R[\d.]+-\d+)\*\* (.*)$/.exec(item);
  if (rule === null) return `<li>${inline(item, targets)}</li>`;
  const [, id = "", words = ""] = rule;
  return `<li class="rule" id="${id}"><a class="rule-id" href="#${id}">${id}</a> ${inline(words, targets)}</li>`;
}

const INLINE =
  /`(?<code>[^`]+)`|\*\*(?<bold>.+?)\*\*|(?<![\w])_(?<stress>[^_]+)_(?![\w])|\[(?<label>[^\]]+)\]\((?<address>[^)\s]+)\)|<(?<link>https?:[^>\s]+)>|(?<rule>\bR\d+(?:\.\d+)?-\d+)|(?<section>\b[Ss]ections? (?<number>\d+(?:\.\d+)?))|[^]/gu;

function inline(text: string, targets: ReadonlySet<string>): string {
  let html = "";
  for (const { 0: all, groups = {} } of text.matchAll(INLINE)) {
    const { code, bold, stress, label, address, link, rule, section, number } = groups;
    if (code !== undefined) html += `<code>${escape(code)}</code>`;
    else if (bold !== undefined) html += `<strong>${inline(bold, targets)}</strong>`;
    else if (stress !== undefined) html += `<em>${inline(stress, targets)}</em>`;
    else if (label !== undefined && address !== undefined) html += anchor(address, inline(label, new Set()));
    else if (link !== undefined) html += anchor(link, escape(link));
    else if (rule !== undefined) html += targets.has(rule) ? anchor(`#${rule}`, rule) : rule;
    else if (section !== undefined)
      html += targets.has(`s${number}`) ? anchor(`#s${number}`, escape(section)) : escape(section);
    else html += escape(all);
  }
  return html;
}

/** Addresses of this deployment, anchors and the web; a path of the repository leads nowhere on a page. */
function anchor(address: string, html: string): string {
  if (!/^(?:https?:\/\/|\/|#)/.test(address)) return html;
  return `<a href="${escape(address)}">${html}</a>`;
}

const ESCAPED: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escape(text: string): string {
  return text.replaceAll(/[&<>"]/g, (sign) => ESCAPED[sign] ?? sign);
}
