// Builds the service worker: what it keeps is what the pages that open offline need, and no more.

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import esbuild from "esbuild";

const OFFLINE = dirname(fileURLToPath(import.meta.url));

/** Pages that open without a network: the addresses that they have, by their files. */
export const OFFLINE_PAGES = { "index.html": "/", "room.html": "/room", "share.html": "/share" };

/** Drawn by these pages, and tracked as they are. */
const STATIC = ["/icon.svg", "/icon-new.svg", "/icon-32.png", "/icon-192.png", "/manifest.webmanifest"];

/** Stands in the pages until all is known that the version is made of. */
export const BUILD_SLOT = "@build@";

/** A deployment whose owner wants none: pages register nothing, and workers of earlier deployments retire. */
export const isRetired = process.env.SERVICE_WORKER === "off";

/**
 * Gives the worker's script, and puts its version into the pages. `pages`: their HTML by their files; `assets`: paths of
 * all scripts and styles that they may ask for, which have hashes in their names.
 */
export async function buildServiceWorker({ publicFolder, pages, assets, retired = isRetired }) {
  const files = [
    ...Object.values(OFFLINE_PAGES),
    ...[...new Set(assets)].sort((one, other) => (one < other ? -1 : 1)),
    ...STATIC,
  ];
  const hash = createHash("sha256").update(JSON.stringify(files));
  for (const html of pages.values()) hash.update(html);
  for (const path of STATIC) hash.update(await readFile(join(publicFolder, path)));
  const entry = retired ? "retired-worker.ts" : "service-worker.ts";
  const define = { SHELL: "0" };
  // The worker's own code is a part of the version: a change of it is a new one too.
  const bundle = async () =>
    (
      await esbuild.build({
        entryPoints: [join(OFFLINE, entry)],
        bundle: true,
        write: false,
        minify: true,
        target: "es2022",
        format: "iife",
        legalComments: "none",
        define,
      })
    ).outputFiles[0].text;
  const version = hash
    .update(await bundle())
    .digest("hex")
    .slice(0, 12);
  define.SHELL = JSON.stringify({ version, files });
  return {
    script: Buffer.from(await bundle()),
    pages: new Map([...pages].map(([file, html]) => [file, html.replaceAll(BUILD_SLOT, version)])),
  };
}

/** Everything that is reached from these outputs, also by `import()`. */
export function withAllImports(outputs, paths) {
  const found = new Set();
  const visit = (path) => {
    if (found.has(path) || outputs[path] === undefined) return;
    found.add(path);
    for (const { path: next } of outputs[path].imports) visit(next);
  };
  paths.forEach(visit);
  return [...found];
}
