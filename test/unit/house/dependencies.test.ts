// Dependencies point one way: each layer knows only those below it.

import { describe, expect, test } from "vitest";
import { breaches } from "./dependency-rules.ts";
import { readTree } from "./source-tree.ts";

test("no file of src imports what its layer may not know", () => {
  const tree = readTree("src", /\.(ts|tsx|mjs)$/);
  expect(tree.size).toBeGreaterThan(20);
  expect(breaches(tree)).toEqual([]);
});

describe("the rules notice", () => {
  const cases: readonly [what: string, files: Record<string, string>, breach: RegExp][] = [
    [
      "a protocol that knows the room",
      { "src/protocol/a.ts": `import { b } from "../room/b.ts";`, "src/room/b.ts": "" },
      /protocol\/a\.ts: imports \.\.\/room\/b\.ts, but protocol may not know room/,
    ],
    [
      "a protocol that knows even the types of something else",
      { "src/protocol/a.ts": `import type { B } from "../rules/b.ts";`, "src/rules/b.ts": "" },
      /protocol may not know rules/,
    ],
    [
      "a package that the layer may not use",
      { "src/protocol/a.ts": `import { z } from "zod";` },
      /protocol may not know zod/,
    ],
    [
      "Node in the Worker",
      { "src/rules/a.ts": `import { readFileSync } from "node:fs";` },
      /rules may not know node:fs/,
    ],
    [
      "storage that knows the room",
      { "src/storage/a.ts": `import type { B } from "../room/b.ts";` },
      /storage may not know room/,
    ],
    [
      "rules that know storage",
      { "src/rules/a.ts": `import type { B } from "../storage/b.ts";` },
      /rules may not know storage/,
    ],
    [
      "a room that knows the edge",
      { "src/room/a.ts": `import type { B } from "../edge/b.ts";` },
      /room may not know edge/,
    ],
    [
      "an edge that uses the room, not only its types",
      { "src/edge/a.ts": `import { type A, b } from "../room/b.ts";`, "src/room/b.ts": "" },
      /edge\/a\.ts: uses \.\.\/room\/b\.ts, of which it may only name the types/,
    ],
    [
      "an edge that loads the RPC door at once",
      { "src/edge/a.ts": `import { b } from "./rpc/b.ts";`, "src/edge/rpc/b.ts": "" },
      /imports \.\/rpc\/b\.ts, which is to be loaded on demand/,
    ],
    [
      "a client that knows the app",
      { "src/client/a.ts": `const b = await import("../app/b.ts");` },
      /client may not know app/,
    ],
    [
      "an app that knows the rules",
      { "src/app/a.tsx": `import { b } from "../rules/b.ts";` },
      /app may not know rules/,
    ],
    [
      "the platform outside of an object class",
      { "src/room/a.ts": `import { env } from "cloudflare:workers";` },
      /imports cloudflare:workers, and is no object class/,
    ],
    [
      "the platform in the edge",
      { "src/edge/a.ts": `import { env } from "cloudflare:workers";` },
      /edge may not know cloudflare:workers/,
    ],
    [
      "a circle",
      {
        "src/rules/a.ts": `import { b } from "./b.ts";`,
        "src/rules/b.ts": `import {\n  type C,\n  c,\n} from "./c.ts";`,
        "src/rules/c.ts": `import type { A } from "./a.ts";`,
      },
      /in a circle: src\/rules\/a\.ts → src\/rules\/b\.ts → src\/rules\/c\.ts → src\/rules\/a\.ts/,
    ],
    ["a barrel by its name", { "src/rules/index.ts": "" }, /is a barrel/],
    [
      "a barrel by what it does",
      { "src/rules/all.ts": `export * from "./a.ts";`, "src/rules/a.ts": "" },
      /passes on \.\/a\.ts/,
    ],
    [
      "a test in the product",
      { "src/app/a.ts": `import "../../test/support/inbox.ts";` },
      /imports test\/support\/inbox\.ts, which is not in src/,
    ],
    ["a folder that is no layer", { "src/utils/a.ts": "" }, /no layer has this name/],
  ];

  test.for(cases)("%s", ([, files, breach]) => {
    expect(breaches(new Map(Object.entries(files)))).toEqual([expect.stringMatching(breach)]);
  });

  test("and nothing where all is well", () => {
    const files = {
      "src/env.ts": `import type { Room } from "./room/room.ts";`,
      "src/worker.ts": `export { Room } from "./room/room.ts";\nimport type { Env } from "./env.ts";`,
      "src/room/room.ts": `import { DurableObject } from "cloudflare:workers";\nimport type { Env } from "../env.ts";\nexport class Room extends DurableObject<Env> {}`,
      "src/edge/a.ts": `import { type Room } from "../room/room.ts";\nimport { Router } from "itty-router";\nconst c = await import("./rpc/c.ts");`,
      "src/edge/rpc/c.ts": `import { Code } from "@connectrpc/connect";`,
      "src/app/a.tsx": `import { b } from "../client/b.ts";\nimport { useState } from "preact/hooks";`,
      "src/client/b.ts": `import { c } from "../protocol/c.ts";`,
      "src/protocol/c.ts": `import * as v from "valibot";`,
    };
    expect(breaches(new Map(Object.entries(files)))).toEqual([]);
  });
});
