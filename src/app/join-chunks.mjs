// Joins the chunks that pages share into few files: esbuild cuts one for each set of entry points, and each is a request.

import { createHash } from "node:crypto";
import { basename, dirname, join } from "node:path";
import esbuild from "esbuild";

/**
 * Takes what esbuild made with `splitting`, and gives the same in fewer files. `roots` are the entry points, by their
 * sources, of which each has to load no more than it needs at once: chunks become one where the same roots need them at
 * once, or, of those that no root needs at once, where the same roots may come to need them. Of these, what an entry of
 * `ahead` needs is kept apart from what it does not.
 */
export async function joinChunks({ outputFiles, metafile }, { roots, ahead }, root) {
  const outputs = Object.fromEntries(Object.entries(metafile.outputs).filter(([path]) => path.endsWith(".js")));
  const texts = new Map(outputFiles.map((file) => [file.path, file.text]));
  const groups = groupsOf(outputs, roots, ahead);
  const groupOf = new Map(groups.flatMap((group) => group.paths.map((path) => [path, group])));

  const built = await Promise.all(
    groups.map(async (group) => ({
      group,
      ...(await bundleGroup(group, groupOf, (path) => texts.get(join(root, path)))),
    })),
  );
  const pathOf = pathsOf(built);
  const joined = built.map(({ group, text, imports }) => {
    const path = pathOf.get(group.id);
    const contents = Buffer.from(text.replaceAll(PLACE, (_, id) => `./${basename(pathOf.get(id))}`));
    const output = {
      ...(group.entryPoint === undefined ? {} : { entryPoint: group.entryPoint }),
      imports: imports.map(({ id, kind }) => ({ path: pathOf.get(id), kind })),
    };
    return { path, contents, output };
  });
  const others = Object.entries(metafile.outputs).filter(([path]) => !path.endsWith(".js"));
  return {
    outputFiles: [
      ...outputFiles.filter((file) => !file.path.endsWith(".js")),
      ...joined.map(({ path, contents }) => ({ path: join(root, path), contents })),
    ],
    metafile: { outputs: Object.fromEntries([...others, ...joined.map(({ path, output }) => [path, output])]) },
  };
}

/** Stands for the name of a file until that is known. */
const PLACE = /@@(g\d+)@@/g;
const placeOf = (id) => `@@${id}@@`;

/** What becomes one file, with the name under which it exports each name of each of its chunks. */
function groupsOf(outputs, roots, ahead) {
  const isNeeded = new Map(Object.keys(outputs).map((path) => [path, new Set()]));
  const isReached = new Map(Object.keys(outputs).map((path) => [path, new Set()]));
  const isNeededAhead = new Map(Object.keys(outputs).map((path) => [path, new Set()]));
  for (const [path, { entryPoint }] of Object.entries(outputs)) {
    if (ahead.includes(entryPoint))
      for (const each of reach(outputs, path, ["import-statement"])) isNeededAhead.get(each).add(entryPoint);
    if (!roots.includes(entryPoint)) continue;
    for (const each of reach(outputs, path, ["import-statement"])) isNeeded.get(each).add(entryPoint);
    for (const each of reach(outputs, path, ["import-statement", "dynamic-import"]))
      isReached.get(each).add(entryPoint);
  }
  const byKey = new Map();
  for (const [path, { entryPoint }] of Object.entries(outputs)) {
    const needed = isNeeded.get(path);
    const [when, by] =
      needed.size > 0 ? ["at once", needed] : ["later", new Set([...isReached.get(path), ...isNeededAhead.get(path)])];
    const of = [...roots, ...ahead].filter((each) => by.has(each));
    const key = entryPoint === undefined ? `${when} ${of.join(" ")}` : path;
    byKey.set(key, [...(byKey.get(key) ?? []), path]);
  }
  return [...byKey.values()].map((paths, index) => {
    const entryPoint = outputs[paths[0]].entryPoint;
    let count = 0;
    const names = paths.map((path) => [
      path,
      new Map(outputs[path].exports.map((name) => [name, entryPoint === undefined ? `e${count++}` : name])),
    ]);
    return { id: `g${index}`, paths, entryPoint, names: new Map(names) };
  });
}

function reach(outputs, from, kinds) {
  const found = new Set();
  const visit = (path) => {
    if (found.has(path)) return;
    found.add(path);
    for (const next of outputs[path].imports) if (kinds.includes(next.kind)) visit(next.path);
  };
  visit(from);
  return found;
}

/** One file out of the chunks of a group; what is not in it is imported from the groups that have it. */
async function bundleGroup(group, groupOf, textOf) {
  const folder = dirname(group.paths[0]);
  const own = {
    name: "own",
    setup(bundler) {
      bundler.onResolve({ filter: /^@@/ }, ({ path }) => ({ path, external: true }));
      bundler.onResolve({ filter: /^\./ }, ({ path: asked, kind }) => {
        const path = join(folder, asked).replaceAll("\\", "/");
        const other = groupOf.get(path);
        if (kind === "dynamic-import") return { path: placeOf(other.id), external: true };
        return { path, namespace: other === group ? "own" : "other" };
      });
      bundler.onLoad({ filter: /./, namespace: "own" }, ({ path }) => ({ contents: textOf(path), loader: "js" }));
      bundler.onLoad({ filter: /./, namespace: "other" }, ({ path }) => {
        const other = groupOf.get(path);
        const names = [...other.names.get(path)].map(([name, as]) => [as, name]);
        return { contents: exportsOf(names, placeOf(other.id)), loader: "js" };
      });
    },
  };
  const contents = [...group.names].map(([path, names]) => exportsOf(names, `./${basename(path)}`)).join("\n");
  const { outputFiles, metafile } = await esbuild.build({
    stdin: { contents, loader: "js" },
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    target: "es2022",
    format: "esm",
    legalComments: "none",
    charset: "utf8",
    plugins: [own],
  });
  const [{ imports }] = Object.values(metafile.outputs);
  return { text: outputFiles[0].text, imports: imports.map(({ path, kind }) => ({ id: path.slice(2, -2), kind })) };
}

function exportsOf(names, from) {
  const list = [...names].map(([name, as]) => `${name} as ${as}`);
  return `export { ${list.join(", ")} } from ${JSON.stringify(from)};`;
}

/** Names follow from all that a file leads to, as esbuild's own: a file under one name never changes. */
function pathsOf(built) {
  const byId = new Map(built.map((file) => [file.group.id, file]));
  const outputs = Object.fromEntries(
    built.map(({ group, imports }) => [group.id, { imports: imports.map(({ id, kind }) => ({ path: id, kind })) }]),
  );
  const bare = (id) => {
    const { text } = byId.get(id);
    return createHash("sha256").update(text.replaceAll(PLACE, "")).digest("hex");
  };
  return new Map(
    built.map(({ group }) => {
      const all = [...reach(outputs, group.id, ["import-statement", "dynamic-import"])].map(bare);
      const hash = createHash("sha256")
        .update([bare(group.id), ...all].join())
        .digest("hex")
        .slice(0, 8)
        .toUpperCase();
      const name = group.entryPoint === undefined ? "chunk" : basename(group.paths[0]).replace(/-[^-]+$/, "");
      return [group.id, `${dirname(group.paths[0])}/${name}-${hash}.js`];
    }),
  );
}
