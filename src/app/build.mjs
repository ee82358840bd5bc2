// Builds the pages, styles and scripts of src/app into public/: `node src/app/build.mjs [--check-size]`.

import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import esbuild from "esbuild";
import { buildEmbed } from "../embed/build.mjs";
import { buildSdk } from "../sdk/build.mjs";
import { buildCli } from "../cli/build.mjs";
import { joinChunks } from "./join-chunks.mjs";
import { cutEmoji, cutEmojiNames } from "./text/emoji-cut.mjs";
import { DOCS_PAGE } from "./docs/page.mjs";
import { BUILD_SLOT, buildServiceWorker, isRetired, OFFLINE_PAGES, withAllImports } from "./offline/build-worker.mjs";
import { USE_PAGES } from "./uses/pages.mjs";

const APP = dirname(fileURLToPath(import.meta.url));
const ROOT = resolve(APP, "../..");
const PUBLIC = join(ROOT, "public");

/** The first view of a page needs at most this much script, gzip: the budget of architecture. */
export const FIRST_VIEW_BYTES = 45 * 1024;

/** And at most so many files of it: each is a request. */
const FIRST_VIEW_FILES = 12;

/** Run before the first paint, so they are classic scripts: language and theme; in frames the language alone. */
const EARLY = "shared/early.ts";
const EARLY_FRAME = "embed/early-frame.ts";

/**
 * `live` names what a page fetches by `import()` once it is on the screen: it is counted apart. `ahead` is what most
 * who come need next, as the question for a name: it comes behind the first view, without being asked for first.
 */
const PAGES = [
  { file: "index.html", source: "landing/landing.html", style: "landing/landing.css", script: "landing/landing.tsx" },
  {
    file: "room.html",
    source: "room/room.html",
    style: "room/room.css",
    script: "room/room.tsx",
    live: [join(ROOT, "src/client/room-client.ts")],
    ahead: ["room/entering.ts"],
  },
  {
    file: "embed.html",
    source: "embed/embed.html",
    style: "embed/embed.css",
    script: "embed/embed.tsx",
    early: EARLY_FRAME,
    live: [join(ROOT, "src/client/room-client.ts")],
  },
  {
    file: "challenge.html",
    source: "challenge/challenge.html",
    style: "challenge/challenge.css",
    script: "challenge/challenge.ts",
  },
  {
    file: "404.html",
    source: "not-found/not-found.html",
    style: "not-found/not-found.css",
    script: "not-found/not-found.ts",
  },
];

const SHARE_PAGE = {
  file: "share.html",
  source: "share/share.html",
  style: "share/share.css",
  script: "share/share.tsx",
};

const ADMIN_PAGE = {
  file: "admin.html",
  source: "admin/admin.html",
  style: "admin/admin.css",
  script: "admin/admin.tsx",
  live: [join(ROOT, "src/client/room-client.ts")],
};

/** English is said where no other language is asked for. */
const LANGUAGES = ["en", "cs", "de"];

const common = {
  absWorkingDir: ROOT,
  bundle: true,
  write: false,
  metafile: true,
  minify: true,
  target: "es2022",
  legalComments: "none",
  charset: "utf8",
  outdir: PUBLIC,
  outbase: APP,
  entryNames: "assets/[name]-[hash]",
  chunkNames: "assets/[name]-[hash]",
  assetNames: "assets/[name]-[hash]",
};

/** Builds everything; gives the first-view script bytes (gzip) of each page. Touches no file whose content stays. */
export async function build() {
  const [modules, uses, words, ...programs] = await Promise.all([
    bundle(PAGES),
    // Apart: what more pages share is cut into more pieces, and the first view of a room would pay for that.
    bundle([...USE_PAGES, DOCS_PAGE, SHARE_PAGE, ADMIN_PAGE]),
    readWords(),
    // What is not a page; its addresses never change.
    buildCli(),
    buildEmbed(),
    buildSdk(PUBLIC),
  ]);
  const sayingFiles = { ...uses.metafile.outputs, ...modules.metafile.outputs };
  const said = Object.fromEntries(
    LANGUAGES.map((language) => [language, outputIn(sayingFiles, `shared/${language}.ts`)]),
  );
  const early = await buildEarly({
    app: mapValues(said, urlOf),
    pages: Object.fromEntries(
      LANGUAGES.slice(1).map((language) => [language, urlOf(outputIn(sayingFiles, `shared/${language}-pages.ts`))]),
    ),
  });
  const files = new Map(
    [...modules.outputFiles, ...uses.outputFiles, ...early.outputFiles].map((file) => [
      file.path,
      Buffer.from(file.contents),
    ]),
  );
  for (const [path, content] of programs.flatMap((program) => [...program])) files.set(join(PUBLIC, path), content);
  const outputs = { ...sayingFiles, ...early.metafile.outputs };
  const outputOf = (source) => outputIn(outputs, source);

  const sizeOf = (path) => gzipBytes(files.get(join(ROOT, path)));
  // A first view has the words of one language: the one that takes most of them counts.
  const longestWords = Math.max(...Object.values(said).map(sizeOf));
  const views = [];
  const offlinePages = new Map();
  const offlineAssets = [];
  for (const page of [...PAGES, ...USE_PAGES, DOCS_PAGE, SHARE_PAGE, ADMIN_PAGE]) {
    const script = page.script === undefined ? undefined : outputOf(page.script);
    const needed = withStaticImports(outputs, script === undefined ? [] : [script]);
    const later = withStaticImports(outputs, [...needed, ...(page.live ?? []).map(outputOf)]);
    const ahead = withStaticImports(outputs, (page.ahead ?? []).map(outputOf)).filter((path) => !needed.includes(path));
    const html = fill(await readFile(join(APP, page.source), "utf8"), {
      head: headOf({
        early: urlOf(outputOf(page.early ?? EARLY)),
        style: urlOf(outputOf(page.style)),
        script: script === undefined ? undefined : urlOf(script),
        preload: needed.filter((path) => path !== script).map(urlOf),
        ahead: ahead.map(urlOf),
        build: page.file in OFFLINE_PAGES && !isRetired ? BUILD_SLOT : undefined,
      }),
      ...words,
      ...(await page.slots?.(words)),
    });
    files.set(join(PUBLIC, page.file), Buffer.from(html));
    if (page.file in OFFLINE_PAGES) {
      offlinePages.set(page.file, html);
      const all = withAllImports(outputs, [...needed, ...(page.live ?? []).map(outputOf)]);
      offlineAssets.push(...[outputOf(page.early ?? EARLY), outputOf(page.style), ...all].map(urlOf));
    }
    const bytes = (paths) =>
      [outputOf(page.early ?? EARLY), ...paths].reduce((sum, path) => sum + sizeOf(path), 0) + longestWords;
    views.push({
      page: page.file,
      script: bytes(needed),
      files: needed.length,
      live: bytes(later),
      style: gzipBytes(files.get(join(ROOT, outputOf(page.style)))),
      html: gzipBytes(html),
    });
  }

  const worker = await buildServiceWorker({ publicFolder: PUBLIC, pages: offlinePages, assets: offlineAssets });
  files.set(join(PUBLIC, "service-worker.js"), worker.script);
  for (const [file, html] of worker.pages) files.set(join(PUBLIC, file), Buffer.from(html));

  await Promise.all(["assets", "uses"].map((folder) => mkdir(join(PUBLIC, folder), { recursive: true })));
  await Promise.all([...files].map(([path, content]) => writeIfChanged(path, content)));
  const assets = await readdir(join(PUBLIC, "assets"));
  await Promise.all(
    assets
      .map((name) => join(PUBLIC, "assets", name))
      .filter((path) => !files.has(path))
      .map((path) => rm(path, { force: true })),
  );
  return views;
}

function outputIn(outputs, source) {
  const entry = sourceOf(source);
  const found = Object.keys(outputs).find((path) => outputs[path].entryPoint === entry);
  if (found === undefined) throw new Error(`no output for ${entry}`);
  return found;
}

function urlOf(path) {
  return `/${relative(PUBLIC, join(ROOT, path)).replaceAll("\\", "/")}`;
}

function mapValues(record, change) {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

/** `words` are the addresses of what is said in each language, which these scripts ask for at once. */
async function buildEarly(words) {
  return esbuild.build({
    ...common,
    entryPoints: [EARLY, EARLY_FRAME].map((source) => join(APP, source)),
    format: "iife",
    define: { WORDS: JSON.stringify(words) },
  });
}

/** What every page has in its head beside its own title and words. `early` must run before the first paint. */
function headOf({ early, style, script, preload, ahead, build }) {
  return [
    '<meta name="color-scheme" content="light dark" />',
    '<meta name="theme-color" content="#fcfaf6" media="(prefers-color-scheme: light)" />',
    '<meta name="theme-color" content="#17130e" media="(prefers-color-scheme: dark)" />',
    ...(build === undefined ? [] : [`<meta name="build" content="${build}" />`]),
    `<script src="${early}"></script>`,
    `<link rel="stylesheet" href="${style}" />`,
    ...(script === undefined ? [] : [`<script type="module" src="${script}"></script>`]),
    ...preload.map((path) => `<link rel="modulepreload" href="${path}" />`),
    ...ahead.map((path) => `<link rel="modulepreload" href="${path}" fetchpriority="low" />`),
    '<link rel="icon" href="/icon.svg" type="image/svg+xml" />',
    '<link rel="icon" href="/icon-32.png" sizes="32x32" type="image/png" />',
  ].join("\n    ");
}

/** The list of emoji is cut anew, so that it follows its package. */
const emoji = {
  name: "emoji",
  setup(bundler) {
    bundler.onLoad({ filter: /[\\/]emoji-rows\.ts$/ }, () => ({
      contents: `export const EMOJI_ROWS = ${JSON.stringify(cutEmoji())};`,
    }));
    bundler.onLoad({ filter: /[\\/]emoji-names-(?:cs|de)\.ts$/ }, ({ path }) => ({
      contents: `export const EMOJI_NAMES = ${JSON.stringify(cutEmojiNames(path.slice(-5, -3)))};`,
    }));
  },
};

/** Scripts and styles of pages, which share what is the same in them. */
async function bundle(pages) {
  const cut = await esbuild.build({
    ...common,
    entryPoints: pages.flatMap((page) => [page.script ?? [], page.style].flat()).map((source) => join(APP, source)),
    format: "esm",
    splitting: true,
    plugins: [emoji],
    jsx: "automatic",
    jsxImportSource: "preact",
  });
  const roots = pages.flatMap((page) => [page.script ?? [], page.live ?? []].flat());
  const ahead = pages.flatMap((page) => page.ahead ?? []);
  return joinChunks(cut, { roots: roots.map(sourceOf), ahead: ahead.map(sourceOf) }, ROOT);
}

/** As esbuild names it: from the root, with slashes. */
function sourceOf(source) {
  return relative(ROOT, resolve(APP, source)).replaceAll("\\", "/");
}

/** The words of the app, so that pages say them before any script runs. */
async function readWords() {
  const contents = `export { en } from "./en.ts"; export { enPages } from "./en-pages.ts";
    export { enUsesPages } from "../uses/en-uses-pages.ts";`;
  const stdin = { contents, resolveDir: join(APP, "shared"), loader: "ts" };
  const result = await esbuild.build({ absWorkingDir: ROOT, stdin, bundle: true, write: false, format: "esm" });
  const source = Buffer.from(result.outputFiles[0].contents).toString("base64");
  const { en, enPages, enUsesPages } = await import(`data:text/javascript;base64,${source}`);
  return { ...en, ...enPages, ...enUsesPages };
}

/** Replaces `{{name}}`; a name that is not known stops the build. */
function fill(html, slots) {
  return html.replace(/\{\{([\w.]+)\}\}/g, (_, name) => {
    if (typeof slots[name] !== "string") throw new Error(`unable to build page; nothing is named ${name}`);
    return slots[name];
  });
}

function withStaticImports(outputs, paths) {
  const found = new Set();
  const visit = (path) => {
    if (found.has(path)) return;
    found.add(path);
    for (const { path: next, kind } of outputs[path].imports) if (kind === "import-statement") visit(next);
  };
  paths.forEach(visit);
  return [...found];
}

async function writeIfChanged(path, content) {
  const old = await readFile(path).catch(() => undefined);
  if (old === undefined || !old.equals(content)) await writeFile(path, content);
}

function gzipBytes(content) {
  return gzipSync(content, { level: 9 }).byteLength;
}

/** True where every page is within its budgets. */
export function isWithinBudget(views) {
  return views.every((view) => view.script <= FIRST_VIEW_BYTES && view.files <= FIRST_VIEW_FILES);
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const startedAt = performance.now();
  const views = await build();
  const kib = (bytes) => `${(bytes / 1024).toFixed(1)} KiB`;
  for (const view of views) {
    console.log(
      `${view.page.padEnd(11)} script ${kib(view.script).padStart(8)} in ${view.files}   with what follows ${kib(view.live).padStart(8)}   style ${kib(view.style).padStart(7)}   html ${kib(view.html).padStart(7)}   (gzip)`,
    );
  }
  console.log(`built in ${Math.round(performance.now() - startedAt)} ms`);
  if (process.argv.includes("--check-size") && !isWithinBudget(views)) {
    console.error(
      `unable to accept build; a first view needs more than ${kib(FIRST_VIEW_BYTES)} of script, or ${FIRST_VIEW_FILES} files`,
    );
    process.exit(1);
  }
}
