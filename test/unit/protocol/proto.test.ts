// The .proto file, the code that is generated from it, and what was published of it before.

import type { DescField, DescMethod } from "@bufbuild/protobuf";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import * as v from "valibot";
import { expect, test } from "vitest";
import { file_hubbub_v1 } from "../../../src/edge/rpc/hubbub.v1_pb.ts";

const FILE = new URL("../../../public/api/hubbub.v1.proto", import.meta.url);
const LOCK = new URL("./proto.lock.json", import.meta.url);
const lockSchema = v.array(v.string());

const ADVICE = `
public/api/hubbub.v1.proto is not what test/unit/protocol/proto.lock.json recorded.
  - Only new lines? Clients that were generated before go on as before. Record them:
      WIRE=record npm run test:unit -- proto
  - Anything that is gone, renumbered or retyped breaks them. Do not: add a field or a method beside it.
`;

const fields = file_hubbub_v1.messages.flatMap((message) => message.fields.map((field) => ({ message, field })));
const methods = file_hubbub_v1.services.flatMap((service) => service.methods);

test("the generated code is that of the .proto file; else run: npm run proto", () => {
  const text = readFileSync(FILE, "utf8").replace(/\/\/.*$/gm, "");
  const writtenFields = [...text.matchAll(/^message (\w+) \{([\s\S]*?)\}$/gm)].flatMap(([, name = "", body = ""]) =>
    [...body.matchAll(/(\w+) = (\d+);/g)].map(([, field = "", number = ""]) => `${name}.${field} = ${number}`),
  );
  const writtenMethods = [...text.matchAll(/\brpc (\w+)\((\w+)\) returns \((?:stream )?(\w+)\)/g)].map(
    ([, name = "", input = "", output = ""]) => `${name}(${input}): ${output}`,
  );
  expect(writtenFields.length).toBeGreaterThan(80);
  expect(fields.map(({ message, field }) => `${message.name}.${field.name} = ${field.number}`).sort()).toEqual(
    writtenFields.sort(),
  );
  expect(methods.map(({ name, input, output }) => `${name}(${input.name}): ${output.name}`)).toEqual(writtenMethods);
});

test("what was published is there as it was", () => {
  const now = [
    ...methods.map(methodLine),
    ...fields.map(({ message, field }) => `${message.name}: ${fieldLine(field)}`),
  ].sort();
  if (process.env["WIRE"] === "record") writeFileSync(LOCK, `${JSON.stringify(now, undefined, 2)}\n`);
  if (!existsSync(LOCK)) throw new Error(ADVICE);
  expect(now, ADVICE).toEqual(v.parse(lockSchema, JSON.parse(readFileSync(LOCK, "utf8"))));
});

function methodLine({ name, input, output, methodKind }: DescMethod): string {
  return `${name}: ${methodKind} ${input.name} ${output.name}`;
}

/** What decides whether bytes, and JSON, still mean the same; label and type as descriptor.proto numbers them. */
function fieldLine(field: DescField): string {
  return `${field.name} = ${field.number} ${field.proto.label} ${field.proto.type} ${field.proto.typeName}`.trim();
}
