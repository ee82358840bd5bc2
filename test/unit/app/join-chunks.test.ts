// The built scripts in few files: they do the same, a page needs only what it needs, and no name is used twice.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import esbuild from "esbuild";
import { afterAll, expect, test } from "vitest";
import { joinChunks } from "../../../src/app/join-chunks.mjs";

const folder = mkdtempSync(join(tmpdir(), "hubbub-chunks-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  for (const name of ["say", "opened"]) Reflect.deleteProperty(globalThis, name);
});

/** Two pages and what they open later. Each of `one` to `four` has other entry points that need it. */
const SOURCES = {
  "page.js": `import { one } from "./one.js"; import { two } from "./two.js"; globalThis.say("page", one, two);
    globalThis.opened = [import("./later.js"), import("./last.js"), import("./else.js")];`,
  "other.js": `import { one } from "./one.js"; globalThis.say("other", one);`,
  "later.js": `import { one } from "./one.js"; import { three } from "./three.js"; import { four } from "./four.js";
    globalThis.say("later", one, three, four); export const later = three;`,
  "last.js": `import { two } from "./two.js"; import { three } from "./three.js";
    globalThis.say("last", two, three); export const last = two;`,
  "else.js": `import { four } from "./four.js"; globalThis.say("else", four);`,
  "one.js": `globalThis.say("one"); export const one = { it: 1 };`,
  "two.js": `import { one } from "./one.js"; globalThis.say("two"); export const two = { it: one.it + 1 };`,
  "three.js": `import { two } from "./two.js"; globalThis.say("three"); export const three = { it: two.it + 1 };`,
  "four.js": `import { one } from "./one.js"; globalThis.say("four"); export const four = { it: one.it + 3 };`,
};

async function build(changed: Partial<typeof SOURCES> = {}, ahead: readonly string[] = []) {
  const sources = { ...SOURCES, ...changed };
  for (const [name, text] of Object.entries(sources)) writeFileSync(join(folder, name), text);
  const made = await esbuild.build({
    absWorkingDir: folder,
    entryPoints: ["page.js", "other.js"],
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    splitting: true,
    format: "esm",
    outdir: join(folder, "out"),
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
  });
  const joined = await joinChunks(made, { roots: ["page.js", "other.js"], ahead }, folder);
  const outputs = Object.entries(joined.metafile.outputs);
  const nameOf = (source: string) => outputs.find(([, { entryPoint }]) => entryPoint === source)?.[0] ?? "";
  const files = new Map(
    joined.outputFiles.map(({ path, contents }) => [path.slice(folder.length + 1), Buffer.from(contents).toString()]),
  );
  return { cut: made.outputFiles.length, files, nameOf, outputs: joined.metafile.outputs };
}

test("the joined files do what the sources say, once and in their order", async () => {
  const { files, nameOf, cut } = await build();
  expect(files.size, `of ${cut} files`).toBeLessThan(cut);
  const said: unknown[][] = [];
  Object.assign(globalThis, { say: (...what: unknown[]) => said.push(what) });
  rmSync(join(folder, "out"), { recursive: true, force: true });
  mkdirSync(join(folder, "out"));
  writeFileSync(join(folder, "package.json"), `{ "type": "module" }`);
  for (const [path, text] of files) writeFileSync(join(folder, path), text);
  await import(pathToFileURL(join(folder, nameOf("page.js"))).href);
  const opened: unknown = Reflect.get(globalThis, "opened");
  const [later, last] = await Promise.all(Array.isArray(opened) ? opened : []);
  expect(later).toMatchObject({ later: { it: 3 } });
  expect(last).toMatchObject({ last: { it: 2 } });
  const order = said.map(([name]) => name);
  expect(order.slice(0, 3)).toEqual(["one", "two", "page"]);
  expect(order.length, `each once in ${order.join(" ")}`).toBe(8);
  expect(new Set(order)).toEqual(new Set(["one", "two", "page", "three", "four", "later", "last", "else"]));
});

test("a page needs no file at once that another page alone needs", async () => {
  const { files, nameOf, outputs } = await build();
  const needs = (path: string): string[] =>
    (outputs[path]?.imports ?? [])
      .filter(({ kind }) => kind === "import-statement")
      .flatMap((next) => [next.path, ...needs(next.path)]);
  const text = [...new Set([nameOf("other.js"), ...needs(nameOf("other.js"))])].map((path) => files.get(path)).join();
  expect(text).toContain(`say("one")`);
  for (const name of ["two", "three", "four"]) expect(text).not.toContain(`say("${name}")`);
});

test("what comes ahead brings nothing that it does not need", async () => {
  const textsOf = async (ahead: readonly string[]) => {
    const { files, nameOf, outputs } = await build({}, ahead);
    const [first, ...others] = [
      nameOf("last.js"),
      ...(outputs[nameOf("last.js")]?.imports ?? []).map(({ path }) => path),
    ].map((path) => files.get(path));
    return [first, ...others].join();
  };
  expect(await textsOf([])).toContain(`say("four")`);
  expect(await textsOf(["last.js"])).not.toContain(`say("four")`);
  expect(await textsOf(["last.js"])).toContain(`say("three")`);
});

test("whatever changes in a file or in what it leads to, no old name has new content", async () => {
  const before = await build();
  for (const name of ["one.js", "three.js", "later.js"] as const) {
    const after = await build({ [name]: SOURCES[name].replace("say(", `say("changed", `) });
    for (const [path, text] of after.files) if (before.files.has(path)) expect(text, path).toBe(before.files.get(path));
    expect(after.nameOf("page.js"), `page.js after ${name}`).not.toBe(before.nameOf("page.js"));
  }
  expect([...(await build()).files]).toEqual([...before.files]);
});
