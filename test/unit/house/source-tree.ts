// source-tree.ts: the files of the project as texts, and what each of them imports.

import { readdirSync, readFileSync } from "node:fs";
import { join, posix, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** Path from the root of the project, with forward slashes → text. */
export type Tree = ReadonlyMap<string, string>;

export type Import = {
  /** As it is written. */
  readonly specifier: string;
  /** The path it names, where it is one of the project's own files. */
  readonly path: string | undefined;
  /** It vanishes when the types do. */
  readonly typeOnly: boolean;
  /** It passes on what it imports: `export … from`. */
  readonly reexport: boolean;
  /** It is loaded once it is needed: `import(…)`. */
  readonly onDemand: boolean;
};

/** Reads all files below `folder` whose names match. What is generated or installed is left out. */
export function readTree(folder: string, names: RegExp): Tree {
  const entries = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && names.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((path) => !/(^|\/)(node_modules|\.output|\.wrangler)\/|_pb\.ts$/.test(path));
  return new Map(paths.sort().map((path) => [path, readFileSync(join(ROOT, path), "utf8")]));
}

/** Static and dynamic imports, by their writing: TypeScript 7 has no parser to ask. */
export function importsOf(path: string, text: string): Import[] {
  const found: Import[] = [];
  const add = (specifier: string, typeOnly: boolean, reexport: boolean, onDemand = false) =>
    found.push({
      specifier,
      path: specifier.startsWith(".") ? posix.join(posix.dirname(path), specifier) : undefined,
      typeOnly,
      reexport,
      onDemand,
    });
  for (const [, keyword, clause = "", specifier = ""] of text.matchAll(
    /^(import|export)\s+([^"';]*?)\s*\bfrom\s*"([^"]+)"/gm,
  )) {
    add(specifier, isTypeOnly(clause), keyword === "export");
  }
  for (const [, specifier = ""] of text.matchAll(/^import\s+"([^"]+)"/gm)) add(specifier, false, false);
  for (const [, specifier = ""] of text.matchAll(/\bimport\s*\(\s*["'`]([^"'`]+)["'`]/g))
    add(specifier, false, false, true);
  return found;
}

function isTypeOnly(clause: string): boolean {
  if (/^type\s/.test(clause)) return true;
  const names = /^\{([^}]*)\}$/s.exec(clause.trim())?.[1];
  if (names === undefined) return false;
  return names
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "")
    .every((name) => name.startsWith("type "));
}
