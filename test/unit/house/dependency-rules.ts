// dependency-rules.ts: which layer may know which, and what breaks that.

import { type Import, importsOf, type Tree } from "./source-tree.ts";

type Layer = {
  /** Layers and packages that may be used. */
  readonly uses: readonly string[];
  /** Layers of which the types may be named. */
  readonly names?: readonly string[];
  /** Layers that are loaded once they are needed, and cost nothing before. */
  readonly loads?: readonly string[];
};

/** What the terminal client needs of Node, apart from its globals. */
const NODE = ["node:crypto", "node:fs", "node:os", "node:path", "node:readline", "node:string_decoder", "node:util"];
const PLATFORM = "cloudflare:workers";
/** package.json, which knows the version. */
const MANIFEST = "package.json";

/** A layer is a folder of src or a file in it. Every layer may use itself. */
const LAYERS: Readonly<Record<string, Layer>> = {
  protocol: { uses: ["valibot"] },
  rules: { uses: ["protocol", "valibot"] },
  storage: { uses: ["protocol", "valibot"] },
  client: { uses: ["protocol", "valibot", "idb"] },
  sockets: { uses: ["rules", "protocol", "valibot"] },
  room: { uses: ["sockets", "rules", "storage", "protocol", "valibot", PLATFORM], names: ["env"] },
  lobby: { uses: ["rules", "storage", "protocol", "valibot", PLATFORM], names: ["env"] },
  relay: { uses: ["sockets", "rules", "protocol", "valibot", PLATFORM], names: ["env"] },
  env: { uses: [], names: ["room", "relay", "lobby"] },
  edge: {
    uses: ["rules", "protocol", "manifest", "valibot", "itty-router", "jose"],
    names: ["env", "room", "lobby"],
    loads: ["rpc"],
  },
  rpc: { uses: ["edge", "rules", "protocol", "valibot", "@connectrpc/connect", "@bufbuild/protobuf"], names: ["env"] },
  service: { uses: ["edge", "rules", "protocol", "valibot", PLATFORM], names: ["env"] },
  worker: { uses: ["edge", "room", "relay", "lobby", "service", "protocol", "itty-router", PLATFORM], names: ["env"] },
  embed: { uses: [] },
  sdk: { uses: [] },
  app: { uses: ["client", "protocol", "embed", "preact", "@preact/signals", "uqr", "valibot"] },
  operator: { uses: ["node:child_process", "node:crypto", "node:fs"] },
  cli: { uses: ["client", "protocol", "manifest", "valibot", ...NODE] },
};

/** Says, one line each, where the tree goes against the rules of the house. */
export function breaches(tree: Tree): string[] {
  const found: string[] = [];
  for (const [path, text] of tree) {
    const layer = layerOf(path);
    if (layer === undefined) {
      found.push(`${path}: no layer has this name; the layers stand in dependency-rules.ts`);
      continue;
    }
    const imports = importsOf(path, text);
    for (const each of imports) found.push(...breachesOf(path, layer, each).map((breach) => `${path}: ${breach}`));
    if (/(^|\/)index\.tsx?$/.test(path)) found.push(`${path}: is a barrel; import the file itself`);
    if (imports.some(({ specifier }) => specifier === PLATFORM) && mayUse(layer, PLATFORM) && !isEntrance(path, text)) {
      found.push(`${path}: imports ${PLATFORM}, and is no object class`);
    }
  }
  return [...found, ...cycles(tree)];
}

function breachesOf(
  path: string,
  layer: string,
  { specifier, path: target, typeOnly, reexport, onDemand }: Import,
): string[] {
  const found: string[] = [];
  if (reexport && layer !== "worker") found.push(`passes on ${specifier}; whoever needs it imports it from there`);
  if (target !== undefined && !target.startsWith("src/") && target !== MANIFEST)
    return [...found, `imports ${target}, which is not in src`];
  // A build script is run by Node, not by any of the layers.
  if (path.endsWith(".mjs")) return found;
  const used = target === undefined ? packageOf(specifier) : layerOf(target);
  if (used === undefined) return [...found, `imports ${specifier}, which is in no layer`];
  if (used === layer || mayUse(layer, used)) return found;
  if (LAYERS[layer]?.names?.includes(used) === true)
    return typeOnly ? found : [...found, `uses ${specifier}, of which it may only name the types`];
  if (LAYERS[layer]?.loads?.includes(used) === true)
    return onDemand ? found : [...found, `imports ${specifier}, which is to be loaded on demand`];
  return [...found, `imports ${specifier}, but ${layer} may not know ${used}`];
}

/** Circles of imports. The list of bindings names the objects that take it: types of env.ts close no circle. */
function cycles(tree: Tree): string[] {
  const edges = new Map(
    [...tree].map(([path, text]) => {
      const targets = importsOf(path, text).filter(({ typeOnly }) => !(typeOnly && layerOf(path) === "env"));
      return [path, targets.flatMap(({ path: target }) => (target !== undefined && tree.has(target) ? [target] : []))];
    }),
  );
  const found: string[] = [];
  const done = new Set<string>();
  const walk = (path: string, way: readonly string[]): void => {
    const start = way.indexOf(path);
    if (start !== -1) {
      found.push(`imports go in a circle: ${[...way.slice(start), path].join(" → ")}`);
      return;
    }
    if (done.has(path)) return;
    for (const next of edges.get(path) ?? []) walk(next, [...way, path]);
    done.add(path);
  };
  for (const path of edges.keys()) walk(path, []);
  return found;
}

function mayUse(layer: string, used: string): boolean {
  return LAYERS[layer]?.uses.includes(used) === true;
}

/** Where the platform comes in: the entry of the Worker, and the classes of its objects and entrypoints. */
function isEntrance(path: string, text: string): boolean {
  return path === "src/worker.ts" || /\bextends (?:DurableObject|WorkerEntrypoint)\b/.test(text);
}

function layerOf(path: string): string | undefined {
  if (path === MANIFEST) return "manifest";
  // A door of its own in the edge, with packages that nothing else pays for.
  if (path.startsWith("src/edge/rpc/")) return "rpc";
  const name = /^src\/(?:([^/]+)\/|([^/]+)\.ts$)/.exec(path);
  const layer = name?.[1] ?? name?.[2];
  return layer !== undefined && Object.hasOwn(LAYERS, layer) ? layer : undefined;
}

function packageOf(specifier: string): string {
  if (specifier.startsWith("@")) return specifier.split("/").slice(0, 2).join("/");
  return specifier.split("/")[0] ?? specifier;
}
