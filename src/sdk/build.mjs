// Builds the SDK that pages of other sites import: sdk/v1.js, in one file, and its types beside it.

import { mkdir, readdir, stat, utimes } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import esbuild from "esbuild";
import { declare } from "./declarations.mjs";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const TYPES = "sdk/v1.d.ts";

/** What the SDK exports, and where it stands. Its types follow from these. */
const EXPORTS = {
  createRoomClient: "src/client/room-client.ts",
  fetchUnread: "src/client/unread.ts",
  createMemoryStore: "src/client/outbox-store.ts",
  makeDeviceLink: "src/client/device.ts",
  claimDevice: "src/client/device.ts",
  memberTag: "src/protocol/member-tag.ts",
};

/** Whatever the types are made from. */
const SOURCES = ["src/client", "src/protocol", "src/sdk"];

/** Gives the files by their paths in `folder`, those left out that are there and newer than what they are made from. */
export async function buildSdk(folder) {
  const contents = Object.entries(EXPORTS).map(
    ([name, path]) => `export { ${name} } from ${JSON.stringify(`./${path}`)};`,
  );
  const [{ outputFiles }, isOld] = await Promise.all([
    esbuild.build({
      stdin: { contents: contents.join("\n"), resolveDir: ROOT, sourcefile: "v1.ts", loader: "ts" },
      absWorkingDir: ROOT,
      outfile: join(ROOT, "public/sdk/v1.js"),
      bundle: true,
      write: false,
      minify: true,
      sourcemap: "linked",
      format: "esm",
      target: "es2022",
      legalComments: "none",
      charset: "utf8",
    }),
    isOlderThanSources(join(folder, TYPES)),
  ]);
  const files = outputFiles.map((file) => [`sdk/${file.path.split(/[\\/]/).at(-1)}`, Buffer.from(file.contents)]);
  await mkdir(join(folder, "sdk"), { recursive: true });
  // The compiler takes a second: an edit of a page need not wait for it.
  if (isOld) {
    files.push([TYPES, Buffer.from(await declare(ROOT, EXPORTS))]);
    // It is as new as its sources, also where nothing in it is new.
    await utimes(join(folder, TYPES), new Date(), new Date()).catch(() => undefined);
  }
  return new Map(files);
}

async function isOlderThanSources(path) {
  const made = await stat(path).catch(() => undefined);
  if (made === undefined) return true;
  for (const folder of SOURCES) {
    const entries = await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      if (!entry.isFile()) continue;
      if ((await stat(join(entry.parentPath, entry.name))).mtimeMs >= made.mtimeMs) return true;
    }
  }
  return false;
}
