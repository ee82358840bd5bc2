// Builds the terminal client into one file that any deployment serves, `public/hubbub-cli.mjs`, and Node runs as it is.

import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import esbuild from "esbuild";

const CLI = dirname(fileURLToPath(import.meta.url));
const ROOT = resolve(CLI, "../..");
const CLI_FILE = "hubbub-cli.mjs";

/** Whose code is in the file besides ours; their licences ask to be passed on. */
const PACKAGES = [
  { name: "valibot", licence: "LICENSE.md" },
  { name: "idb", licence: "LICENSE" },
];

/** Gives the file by its path in public/. It stays readable: people are about to run what they fetched from somewhere. */
export async function buildCli() {
  const { version } = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8"));
  const result = await esbuild.build({
    absWorkingDir: ROOT,
    entryPoints: [join(CLI, "main.ts")],
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    target: "node22",
    charset: "ascii",
    legalComments: "none",
    // All of package.json would be in it for one field.
    plugins: [versionOnly(version)],
    banner: { js: header(version) },
    footer: { js: await licences() },
  });
  const [file] = result.outputFiles;
  if (file === undefined) throw new Error("unable to build the terminal client; nothing came out");
  return new Map([[CLI_FILE, Buffer.from(file.contents)]]);
}

function header(version) {
  return `#!/usr/bin/env node
// Hubbub ${version} in a terminal. One file, no dependencies; needs Node 22 or newer.
//
//   node ${CLI_FILE} https://chat.example/r/lobby --name Ada      talk
//   tail -f log | node ${CLI_FILE} https://chat.example/r/ci      post each line
//   node ${CLI_FILE} --help                                       the rest
//
// MIT License, Copyright (c) 2026 Hubbub contributors. It holds parts of other packages; their licences stand at the end.
`;
}

async function licences() {
  const texts = await Promise.all(
    PACKAGES.map(async ({ name, licence }) => {
      const text = await readFile(join(ROOT, "node_modules", name, licence), "utf8");
      return `${name}\n\n${text.trim()}`;
    }),
  );
  return texts.map((text) => `/*\n${text.replaceAll("*/", "* /")}\n*/`).join("\n");
}

function versionOnly(version) {
  return {
    name: "version-only",
    setup(build) {
      build.onLoad({ filter: /[\\/]package\.json$/ }, ({ path }) =>
        path === join(ROOT, "package.json") ? { contents: JSON.stringify({ version }), loader: "json" } : undefined,
      );
    },
  };
}
