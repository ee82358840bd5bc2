// publish.ts: the contract for programs, public/api/asyncapi.json and openapi.json, made from src/protocol.
//
//   node test/docs/published/publish.ts           says which of them are out of date
//   node test/docs/published/publish.ts --write   brings them up to date

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { makeAsyncapi } from "./asyncapi.ts";
import { makeOpenapi } from "./openapi.ts";

export type Published = { readonly file: URL; readonly text: string };

/** Both documents as they are to be, with the files that hold them. */
export function makePublished(): readonly Published[] {
  return Object.entries({ asyncapi: makeAsyncapi(), openapi: makeOpenapi() }).map(([name, content]) => ({
    file: new URL(`../../../public/api/${name}.json`, import.meta.url),
    text: `${JSON.stringify(content, undefined, 1)}\n`,
  }));
}

/** The text of a file; empty where there is none. */
export function readPublished(file: URL): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const old = makePublished().filter(({ file, text }) => readPublished(file) !== text);
  for (const { file, text } of old) {
    if (process.argv.includes("--write")) writeFileSync(file, text);
    else {
      console.error(`${fileURLToPath(file)} is out of date; run: node test/docs/published/publish.ts --write`);
      process.exitCode = 1;
    }
  }
}
