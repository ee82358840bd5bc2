// The types that are served beside the SDK: enough for the example of the docs, and of what the SDK really exports.

import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const COMPILER_MS = 60_000;
const SERVED = "https://chat.example.org/sdk/v1.js";

/** Has what is served under /sdk/, and nothing of the sources or packages. */
const folder = mkdtempSync(join(tmpdir(), "hubbub-sdk-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(async () => {
  const build = pathToFileURL(join(ROOT, "src/sdk/build.mjs")).href;
  const program = `
    import { writeFile } from "node:fs/promises";
    import { buildSdk } from ${JSON.stringify(build)};
    for (const [path, content] of await buildSdk(${JSON.stringify(folder)}))
      await writeFile(${JSON.stringify(folder)} + "/" + path, content);`;
  await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program]);
}, COMPILER_MS);

/** What the compiler says of a program that imports the served file, with all that is strict. */
async function complaintsAbout(program: string): Promise<string> {
  writeFileSync(join(folder, "program.mts"), program);
  const compilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    skipLibCheck: false,
    target: "es2024",
    lib: ["es2024", "dom", "dom.iterable"],
    module: "esnext",
    moduleResolution: "bundler",
    types: [],
    paths: { [SERVED]: ["./sdk/v1.d.ts"] },
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["program.mts"] }));
  const compiler = join(ROOT, "node_modules/typescript/bin/tsc");
  return promisify(execFile)(process.execPath, [compiler, "-p", folder]).then(
    ({ stdout }) => stdout,
    (error: { stdout: string }) => error.stdout,
  );
}

function exampleOfTheDocs(): string {
  const html = readFileSync(join(ROOT, "docs/examples/headless.html"), "utf8");
  expect(html.trimEnd().split("\n")).toHaveLength(15);
  const script = /<script type="module">([^]*?)<\/script>/.exec(html)?.[1] ?? "";
  expect(script).toContain(SERVED);
  // The page has what the script looks for; types cannot know.
  return script.replaceAll(/querySelector\("(\w+)"\)/g, 'querySelector("$1")!');
}

test(
  "the example of the docs has 15 lines and passes the check of types against the served file",
  async () => {
    expect(await complaintsAbout(exampleOfTheDocs())).toBe("");
  },
  COMPILER_MS,
);

const MISTAKES: readonly [what: string, statement: string, complaint: RegExp][] = [
  ["an option of another type", 'createRoomClient({ origin: "https://a.example", room: 5 });', /number.*string/],
  ["a method that is not there", 'createRoomClient({ origin: "", room: "" }).sned({ text: "" });', /sned/],
  ["an item of no kind", "createRoomClient(o).state.timeline.map((item) => item.kind === 'massage');", /no overlap/],
  [
    "a message that is taken for another thing",
    "createRoomClient(o).state.timeline.map((item) => item.kind === 'message' && item.message.seq.trim());",
    /trim/,
  ],
];

test.for(MISTAKES)("the check notices %s", { timeout: COMPILER_MS }, async ([, statement, complaint]) => {
  const program = `import { createRoomClient, type RoomClientOptions } from "${SERVED}";
      export declare const o: RoomClientOptions;
      ${statement}`;
  expect(await complaintsAbout(program)).toMatch(complaint);
});

test("the types name exactly what the served file exports", async () => {
  const exported: unknown = await import(pathToFileURL(join(folder, "sdk/v1.js")).href);
  const types = readFileSync(join(folder, "sdk/v1.d.ts"), "utf8");
  const named = [...types.matchAll(/^export declare (?:function|const|class) (\w+)/gm)].map(([, name]) => name);
  expect(new Set(Object.keys(Object(exported)))).toEqual(new Set(named));
  expect(named).toContain("createRoomClient");
});

test("nobody needs a library to read them", () => {
  expect(readFileSync(join(folder, "sdk/v1.d.ts"), "utf8")).not.toMatch(/^import\b|\bimport\(|\bv\.\w|: any\b/m);
});
