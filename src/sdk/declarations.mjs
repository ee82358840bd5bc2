// One file of types for what the SDK exports, made by the compiler from the sources: nothing in it is kept by hand.
//
// The compiler writes the declarations of every module. From those, the exports and all that they name are taken, with
// their comments. A type that is inferred from a schema is printed in full instead, so that nobody needs the library.

import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, posix, relative } from "node:path";
import { promisify } from "node:util";

const HEAD = "// The types of v1.js, made from its sources.\n\n";

/** A type whose meaning is that of a value: of a schema, or of a constant. */
const INFERRED = /^export type (\w+) =[^;]*?(?:\bv\.Infer|\btypeof )/gm;

/** `exports`: the names, and the paths of the modules that have them. */
export async function declare(root, exports) {
  const cache = join(root, "node_modules/.cache");
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(join(cache, "sdk-types-"));
  try {
    const inferred = await findInferred(root);
    await compile(root, work, exports, inferred);
    const printed = await readPrinted(join(work, "out", relative(root, work), "inferred.d.ts"), inferred);
    return HEAD + (await gather(join(work, "out"), exports, printed));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** `path#Name` of every inferred type. */
async function findInferred(root) {
  const found = [];
  for (const folder of ["src/client", "src/protocol"]) {
    for (const entry of await readdir(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.name.endsWith(".ts")) continue;
      const path = join(entry.parentPath, entry.name);
      const text = await readFile(path, "utf8");
      for (const [, name] of text.matchAll(INFERRED)) found.push({ path, key: keyOf(root, path, name), name });
    }
  }
  return found;
}

function keyOf(root, path, name) {
  return `${relative(root, path).replaceAll("\\", "/")}#${name}`;
}

async function compile(root, work, exports, inferred) {
  const probes = inferred.map(({ path, name }, index) => {
    const from = relative(work, path).replaceAll("\\", "/");
    return `import type { ${name} as T${index} } from "${from}";\nexport const t${index} = print<T${index}>();`;
  });
  // What a mapped type makes of a type has no name of its own: the compiler has to write out all of it.
  const print = "declare const print: <T>() => T extends infer U ? { [K in keyof U]: U[K] } : never;";
  await writeFile(join(work, "inferred.ts"), `${probes.join("\n")}\n${print}\n`);
  const config = {
    extends: join(root, "src/client/tsconfig.json"),
    compilerOptions: {
      noEmit: false,
      declaration: true,
      emitDeclarationOnly: true,
      // The check of types is another command's; this one runs on each edit.
      noCheck: true,
      rootDir: root,
      outDir: "out",
    },
    files: ["inferred.ts", ...Object.values(exports).map((path) => join(root, path))],
    include: [],
  };
  await writeFile(join(work, "tsconfig.json"), JSON.stringify(config));
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  await promisify(execFile)(process.execPath, [compiler, "-p", work]).catch((error) => {
    throw new Error(`unable to make the types of the SDK; the compiler says:\n${error.stdout}`, { cause: error });
  });
}

/** `path#Name` → the type in full. */
async function readPrinted(path, inferred) {
  const statements = split(await readFile(path, "utf8"));
  return new Map(
    inferred.map(({ key }, index) => {
      const start = `export declare const t${index}: `;
      const found = statements.find(({ text }) => text.startsWith(start));
      if (found === undefined) throw new Error(`unable to make the types of the SDK; ${key} was not printed`);
      return [key, found.text.slice(start.length)];
    }),
  );
}

/** The exports and whatever they name, each once, in the order in which they are met. */
async function gather(out, exports, printed) {
  const modules = new Map();
  const load = async (path) => {
    if (!modules.has(path)) {
      const text = await readFile(join(out, path.replace(/\.ts$/, ".d.ts")), "utf8");
      modules.set(path, { path, statements: split(text), imports: readImports(path, text) });
    }
    return modules.get(path);
  };
  const taken = new Map();
  const take = async (path, name) => {
    const module = await load(path);
    const statement = module.statements.find((each) => each.name === name);
    if (statement === undefined) {
      const imported = module.imports.get(name);
      // Otherwise it is the platform's, such as Promise.
      if (imported !== undefined) await take(imported.path, imported.name);
      return;
    }
    const other = taken.get(name);
    if (other?.path === path) return;
    if (other !== undefined) throw new Error(`unable to make the types of the SDK; two are called ${name}`);
    const full = printed.get(`${path}#${name}`);
    const text = full === undefined ? statement.text : `${statement.comment}export type ${name} = ${full}`;
    taken.set(name, { path, text });
    if (full !== undefined) return;
    for (const [, mentioned] of withoutComments(text).matchAll(/(?:\btypeof\s+(?=\w)|\b(?=[A-Z]))(\w+)/g))
      if (mentioned !== name) await take(path, mentioned);
  };
  for (const [name, path] of Object.entries(exports)) await take(path, name);
  const hidden = [...taken.values()].find(({ text }) => /\bv\.\w/.test(withoutComments(text)));
  if (hidden !== undefined) throw new Error(`unable to make the types of the SDK; a schema shows in ${hidden.path}`);
  return `${[...taken].map(([name, { text }]) => (name in exports ? text : withoutValue(text))).join("\n")}\nexport {};\n`;
}

/** A constant that only a type speaks of is not there to be imported. */
function withoutValue(text) {
  return text.replace(/^export (?=declare )/m, "");
}

function withoutComments(text) {
  return text.replaceAll(/\/\*[^]*?\*\/|\/\/.*$/gm, "").replaceAll(/"(?:[^"\\]|\\.)*"/g, '""');
}

/** Where a statement begins in a file that the compiler wrote: at its comments, where it has any. */
const START = /^(?:\/\*\*(?:(?!\*\/)[^])*\*\/\n)*(?:export|declare|import|type|interface) /gm;
const NAME = /^(?:export )?(?:declare )?(?:type|interface|function|const|class) (\w+)/m;

function split(text) {
  const starts = [...text.matchAll(START)].map(({ index }) => index);
  return starts.map((start, index) => {
    const whole = text.slice(start, starts[index + 1]).trimEnd();
    const comment = /^\/\*\*(?:(?!\*\/)[^])*\*\/\n/.exec(whole)?.[0] ?? "";
    return { text: whole, comment, name: NAME.exec(whole.slice(comment.length))?.[1] };
  });
}

/** Local name → where it is from. */
function readImports(path, text) {
  const found = new Map();
  for (const [, names, from] of text.matchAll(/^import (?:type )?\{([^}]*)\} from "(\.[^"]+)";$/gm)) {
    for (const each of names.split(",")) {
      const [name, local = name] = each
        .trim()
        .replace(/^type /, "")
        .split(" as ");
      found.set(local, { name, path: posix.join(dirname(path), from) });
    }
  }
  return found;
}
