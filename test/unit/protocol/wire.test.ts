// The wire against its version: no message changes its shape unnoticed.

import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { toJsonSchema } from "@valibot/to-json-schema";
import * as v from "valibot";
import { expect, test } from "vitest";
import { CLOSE } from "../../../src/protocol/close-codes.ts";
import { commandSchemas } from "../../../src/protocol/commands.ts";
import { ERRORS } from "../../../src/protocol/errors.ts";
import { eventSchemas } from "../../../src/protocol/events.ts";
import { frameSchemas } from "../../../src/protocol/frames.ts";
import * as http from "../../../src/protocol/http.ts";
import * as httpSession from "../../../src/protocol/http-session.ts";
import { PROTOCOL_VERSION } from "../../../src/protocol/version.ts";

const LOCK = new URL("./wire.lock.json", import.meta.url);
const lockSchema = v.object({ version: v.number(), messages: v.record(v.string(), v.string()) });

const ADVICE = `
The wire is not what test/unit/protocol/wire.lock.json recorded.
  - Only a new message, or a new optional field? Older clients go on as before. Record it:
      WIRE=record npm run test:unit -- wire
  - Anything that is gone, renamed, retyped, newly required or newly refused breaks clients that exist. Do not change it:
    make a new message beside it, or raise PROTOCOL_VERSION and keep serving the older version; then record it.
`;

/** Message → hash of its JSON Schema, so that a failure names the message. */
function messagesNow(): Record<string, string> {
  const schemas: [string, v.GenericSchema][] = [
    ...named("command", commandSchemas),
    ...named("frame", frameSchemas),
    ...named("event", eventSchemas),
    ...named("http", { ...http, ...httpSession }).filter(([, schema]) => "kind" in schema),
  ];
  // Checks that JSON Schema cannot say (code points, grammars by function) are tested in codec.test.ts.
  const hashes = schemas.map(([name, schema]) => [
    name,
    hash(toJsonSchema(schema, { errorMode: "ignore", typeMode: "input" })),
  ]);
  return Object.fromEntries([...hashes, ["table errors", hash(ERRORS)], ["table close codes", hash(CLOSE)]]);
}

function named(group: string, schemas: Readonly<Record<string, v.GenericSchema>>): [string, v.GenericSchema][] {
  return Object.entries(schemas).map(([name, schema]) => [`${group} ${name}`, schema]);
}

function hash(value: object): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 16);
}

test("the wire is the recorded one", () => {
  const now = { version: PROTOCOL_VERSION, messages: messagesNow() };
  if (process.env["WIRE"] === "record") writeFileSync(LOCK, `${JSON.stringify(now, undefined, 2)}\n`);
  if (!existsSync(LOCK)) throw new Error(ADVICE);
  const recorded = v.parse(lockSchema, JSON.parse(readFileSync(LOCK, "utf8")));
  expect(now, ADVICE).toEqual(recorded);
});

test("a changed field changes the hash", () => {
  const before = v.object({ type: v.literal("wave"), at: v.number() });
  const after = v.object({ type: v.literal("wave"), at: v.string() });
  const optional = v.object({ type: v.literal("wave"), at: v.optional(v.number()) });
  const hashes = [before, after, optional].map((schema) => hash(toJsonSchema(schema)));
  expect(new Set(hashes).size).toBe(3);
});
