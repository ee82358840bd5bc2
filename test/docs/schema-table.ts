// schema-table.ts: a schema of src/protocol as a Markdown table of its fields.

import { toJsonSchema } from "@valibot/to-json-schema";
import type * as v from "valibot";
import { attachmentSchema } from "../../src/protocol/commands/send.ts";
import { eventSchema } from "../../src/protocol/events.ts";
import { limitsSchema, membersSchema, roomSettingsSchema, snapshotSchema } from "../../src/protocol/frames/welcome.ts";
import { messageSchema, mineSchema } from "../../src/protocol/message.ts";
import { myVotesSchema } from "../../src/protocol/poll.ts";
import * as pieces from "../../src/protocol/schemas.ts";

/** The part of JSON Schema that the wire uses. */
type Json = {
  readonly $ref?: string | undefined;
  readonly type?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[] | undefined;
  readonly default?: unknown;
  readonly items?: unknown;
  readonly properties?: Readonly<Record<string, unknown>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly additionalProperties?: unknown;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
  readonly minItems?: number | undefined;
  readonly maxItems?: number | undefined;
  readonly pattern?: string | undefined;
  readonly format?: string | undefined;
};

export type Words = Readonly<Record<string, string>>;

/** Schemas that have a name of their own in the text, by that name. */
const NAMED: Readonly<Record<string, v.GenericSchema>> = {
  seq: pieces.seqSchema,
  "seq or 0": pieces.headSchema,
  time: pieces.timeSchema,
  "command id": pieces.commandIdSchema,
  "member id": pieces.memberIdSchema,
  "room name": pieces.roomNameSchema,
  "display name": pieces.displayNameSchema,
  text: pieces.textSchema,
  "JSON of at most 4 KiB": pieces.jsonSchema,
  "`{id, name}`": pieces.authorSchema,
  "`{id, name, role, idle?}`": pieces.rosterEntrySchema,
  attachment: attachmentSchema,
  event: eventSchema,
  message: messageSchema,
  "mine (5.2)": mineSchema,
  "my votes (5.2)": myVotesSchema,
  "room settings": roomSettingsSchema,
  members: membersSchema,
  snapshot: snapshotSchema,
  limits: limitsSchema,
};

/** Fields in the order of the schema: `field | value | meaning`. Every field needs its words, and no others. */
export function fieldTable(what: string, schema: v.GenericSchema, words: Words): string {
  const fields = fieldsOf(schema);
  const unknown = Object.keys(words).filter((name) => !fields.some((field) => field.name === name));
  if (unknown.length > 0) throw new Error(`${what}: words are there for ${unknown.join(", ")}, which it does not have`);
  const rows = fields.map(({ name, optional, value }) => {
    const meaning = words[name];
    if (meaning === undefined) throw new Error(`${what}: there are no words for its field ${name}`);
    return [`\`${name}\`${optional ? "?" : ""}`, value, meaning];
  });
  return table(["field", "value", "meaning"], rows);
}

/** Fields in one line: `id`, `text`, `replyTo?`. */
export function fieldList(schema: v.GenericSchema, without: readonly string[] = []): string {
  const fields = fieldsOf(schema).filter(({ name }) => !without.includes(name));
  return fields.map(({ name, optional }) => `\`${name}${optional ? "?" : ""}\``).join(", ");
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), `|${head.map(() => "---|").join("")}`, ...rows.map(line)].join("\n");
}

type Field = { readonly name: string; readonly optional: boolean; readonly value: string };

function fieldsOf(schema: v.GenericSchema): Field[] {
  const definitions = Object.fromEntries(Object.entries(NAMED).filter(([, named]) => named !== schema));
  const json: Json = toJsonSchema(schema, { errorMode: "ignore", typeMode: "input", definitions });
  return Object.entries(json.properties ?? {}).map(([name, value]) => ({
    name,
    optional: json.required?.includes(name) !== true,
    value: describe(asJson(value)),
  }));
}

function describe(json: Json): string {
  const words = [describeType(json), ...bounds(json)];
  if (json.default !== undefined) words.push(`default ${JSON.stringify(json.default)}`);
  return words.join(", ");
}

function describeType(json: Json): string {
  if (json.$ref !== undefined) return decodeURIComponent(json.$ref.replace("#/$defs/", "")).replaceAll("~1", "/");
  if (json.const !== undefined) return `\`${JSON.stringify(json.const)}\``;
  if (json.enum !== undefined) return json.enum.map((each) => `\`${JSON.stringify(each)}\``).join(" ");
  if (json.properties !== undefined) return describeObject(json);
  switch (json.type) {
    case "array":
      return `list of ${describe(asJson(json.items))}`;
    case "object":
      return `map of ${describe(asJson(json.additionalProperties))}`;
    case "integer":
      return "whole number";
    case "number":
    case "string":
    case "boolean":
      return json.type;
    default:
      return "JSON";
  }
}

function describeObject(json: Json): string {
  const names = Object.keys(json.properties ?? {});
  return `\`{${names.map((name) => `${name}${json.required?.includes(name) === true ? "" : "?"}`).join(", ")}}\``;
}

function bounds(json: Json): string[] {
  const found: string[] = [];
  if (json.minimum !== undefined && json.maximum !== undefined && json.maximum < Number.MAX_SAFE_INTEGER)
    found.push(`${json.minimum}–${json.maximum}`);
  else if (json.minimum !== undefined) found.push(`${json.minimum} or more`);
  if (json.maxLength !== undefined) found.push(`${json.minLength ?? 0}–${json.maxLength} UTF-16 units`);
  if (json.minItems !== undefined) found.push(`${json.minItems} or more of them`);
  if (json.maxItems !== undefined) found.push(`at most ${json.maxItems}`);
  if (json.pattern !== undefined) found.push(`\`${json.pattern.replaceAll("\\/", "/")}\``);
  return found;
}

function asJson(value: unknown): Json {
  return typeof value === "object" && value !== null ? value : {};
}
