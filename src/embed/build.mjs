// Builds the element for pages of other sites: embed.js, whose address never changes.

import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import esbuild from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));

/** Gives the file by its path in public/. */
export async function buildEmbed() {
  const { outputFiles } = await esbuild.build({
    entryPoints: [join(HERE, "element.ts")],
    bundle: true,
    write: false,
    minify: true,
    format: "esm",
    target: "es2022",
    charset: "utf8",
  });
  return new Map([["embed.js", Buffer.from(outputFiles[0].contents)]]);
}
