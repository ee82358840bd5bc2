// Takes the lines of code that a page shows out of the source that it runs.

const MARKED = /^[ \t]*\/\/ shown from here\n([^]*?)^[ \t]*\/\/ to here\n/gm;

/** What stands between the marks, without its indentation, as somebody with another page of the deployment would write it. */
export function takeSnippet(source, name) {
  const parts = [...source.matchAll(MARKED)].map(([, lines]) => dedent(lines));
  if (parts.length === 0) throw new Error(`unable to build page; ${name} has no lines to show`);
  return parts.join("").trimEnd().replaceAll("../../../client/room-client.ts", "/sdk/v1.js");
}

function dedent(lines) {
  const depths = lines
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => line.search(/\S/));
  return lines.replaceAll(new RegExp(`^ {${Math.min(...depths)}}`, "gm"), "");
}

const TOKEN =
  /(?<comment>\/\/.*)|(?<string>"[^"\n]*"|`[^`]*`)|(?<word>\b(?:await|const|else|for|function|if|import|from(?= ")|let|new|of|return)\b)|[^]/g;
const ESCAPED = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** As HTML, in which comments, strings and words of the language are marked. */
export function markUp(code) {
  let html = "";
  for (const { 0: text, groups } of code.matchAll(TOKEN)) {
    const kind = ["comment", "string", "word"].find((name) => groups[name] !== undefined);
    const escaped = text.replaceAll(/[&<>]/g, (sign) => ESCAPED[sign]);
    html += kind === undefined ? escaped : `<span class="code-${kind}">${escaped}</span>`;
  }
  return html;
}
