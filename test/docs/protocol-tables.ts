// protocol-tables.ts: the tables of docs/protocol.md, made from src/protocol.
//
//   node test/docs/protocol-tables.ts           says which tables are out of date
//   node test/docs/protocol-tables.ts --write   brings them up to date

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { adviseOnClose, CLOSE } from "../../src/protocol/close-codes.ts";
import { commandSchemas } from "../../src/protocol/commands.ts";
import { attachmentSchema } from "../../src/protocol/commands/send.ts";
import { ERRORS } from "../../src/protocol/errors.ts";
import { eventSchemas } from "../../src/protocol/events.ts";
import { frameSchemas } from "../../src/protocol/frames.ts";
import { membersSchema, roomSettingsSchema, snapshotSchema } from "../../src/protocol/frames/welcome.ts";
import * as http from "../../src/protocol/http.ts";
import * as httpSession from "../../src/protocol/http-session.ts";
import { operatedRoomSchema, operatorReportSchema, sumsSchema } from "../../src/protocol/operating.ts";
import * as allLimits from "../../src/protocol/limits.ts";
import { messageSchema } from "../../src/protocol/message.ts";
import { LIMIT_WORDS, WELCOME_LIMIT_WORDS } from "./limit-words.ts";
import { fieldList, fieldTable, table } from "./schema-table.ts";
import { EVENT_WORDS } from "./event-words.ts";
import * as words from "./words.ts";

export const PAGE = new URL("../../docs/protocol.md", import.meta.url);

/** Every table by the name that its place in the page bears. */
export function makeTables(): Map<string, string> {
  const tables = new Map<string, string>();
  tables.set(
    "commands",
    table(
      ["type", "fields", "answer"],
      entries(commandSchemas).map(([type, schema]) => [
        `\`${type}\``,
        fieldList(schema, ["type"]),
        words.COMMAND_WORDS[type].answer,
      ]),
    ),
  );
  tables.set(
    "frames",
    table(
      ["type", "fields"],
      entries(frameSchemas).map(([type, schema]) => [`\`${type}\``, fieldList(schema, ["type"])]),
    ),
  );
  for (const [type, schema] of entries(commandSchemas))
    tables.set(`command ${type}`, fieldTable(`command ${type}`, schema, words.COMMAND_WORDS[type].fields));
  for (const [type, schema] of entries(frameSchemas))
    tables.set(`frame ${type}`, fieldTable(`frame ${type}`, schema, words.FRAME_WORDS[type]));
  for (const [kind, schema] of entries(eventSchemas))
    tables.set(`event ${kind}`, fieldTable(`event ${kind}`, schema, EVENT_WORDS[kind]));
  const objects = {
    message: messageSchema,
    attachment: attachmentSchema,
    roomSettings: roomSettingsSchema,
    members: membersSchema,
    snapshot: snapshotSchema,
  };
  for (const [name, schema] of entries(objects))
    tables.set(`object ${name}`, fieldTable(name, schema, words.OBJECT_WORDS[name]));
  tables.set("bodies", bodies());
  tables.set("errors", errors());
  tables.set("close codes", closeCodes());
  tables.set("welcome limits", welcomeLimits());
  tables.set("limits", otherLimits());
  return tables;
}

/** Puts the tables into their places. Throws where a place has no table, or a table no place. */
export function fill(page: string, tables: ReadonlyMap<string, string>): string {
  const placed = new Set<string>();
  const filled = page.replace(
    /<!-- generated:([\w ]+) -->\n[\s\S]*?<!-- \/generated -->/g,
    (_place, name: string): string => {
      const content = tables.get(name);
      if (content === undefined) throw new Error(`docs/protocol.md has a place for "${name}", which is no table`);
      placed.add(name);
      return `<!-- generated:${name} -->\n\n${content}\n\n<!-- /generated -->`;
    },
  );
  const homeless = [...tables.keys()].filter((name) => !placed.has(name));
  if (homeless.length > 0) throw new Error(`docs/protocol.md has no place for ${homeless.join(", ")}`);
  return filled;
}

function bodies(): string {
  const rows = [
    ["`POST /api/session`, request", fieldList(http.sessionRequestSchema)],
    ["its answer", fieldList(http.sessionResponseSchema)],
    ["`GET /api/session`", fieldList(http.whoAmISchema)],
    ["`POST /api/session/ticket`, request", fieldList(http.ticketRequestSchema)],
    ["its answer", fieldList(http.ticketResponseSchema)],
    ["`POST /api/session/device`, answer", fieldList(httpSession.deviceCodeSchema)],
    ["`POST /api/session/device/claim`, request", fieldList(httpSession.deviceClaimSchema)],
    ["`POST /api/session/operator`, request", fieldList(httpSession.operatorRequestSchema)],
    ["`POST /api/rooms`, request", fieldList(http.newRoomSchema)],
    ["its answer", fieldList(http.madeRoomSchema)],
    ["`GET /api/rooms`", fieldList(http.publicRoomsSchema)],
    ["each of its `rooms`", fieldList(http.publicRoomSchema)],
    ["`GET /api/unread`", fieldList(http.unreadRoomsSchema)],
    ["each of its `rooms`", fieldList(http.unreadRoomSchema)],
    ["`GET /api/operator/rooms`", fieldList(operatorReportSchema)],
    ["each of its `rooms`", fieldList(operatedRoomSchema)],
    ["`today` of both", fieldList(sumsSchema)],
    ["`GET /api/rooms/{room}`", fieldList(http.roomInfoSchema)],
    ["`GET /api/rooms/{room}/messages`", fieldList(http.messagesPageSchema)],
    ["`POST /api/rooms/{room}/messages`, request", fieldList(http.postMessageSchema, ["type"])],
    ["its answer", fieldList(http.postedSchema)],
    ["`GET /api/rooms/{room}/members`", fieldList(membersSchema)],
    ["`GET /api/rooms/{room}/values`", fieldList(http.valuesSchema)],
    ["`GET /api/rooms/{room}/poll`", fieldList(http.pollAnswerSchema)],
    ["a problem", fieldList(http.problemSchema)],
  ];
  return table(["body", "fields"], rows);
}

function errors(): string {
  const rows = entries(ERRORS).map(([code, { status }]) => {
    const { means, closes } = words.ERROR_WORDS[code];
    return [`\`${code}\``, `${status}`, closes, means];
  });
  return table(["code", "HTTP", "closes", "meaning"], rows);
}

function closeCodes(): string {
  const rows = entries(CLOSE).map(([name, code]) => [
    `${code}`,
    words.CLOSE_WORDS[name],
    words.ADVICE_WORDS[adviseOnClose(code)],
  ]);
  return table(["code", "meaning", "the client"], rows);
}

function welcomeLimits(): string {
  const rows = entries(WELCOME_LIMITS).map(([name, value]) => [`\`${name}\``, `${value}`, WELCOME_LIMIT_WORDS[name]]);
  return table(["field", "value", "meaning"], rows);
}

function otherLimits(): string {
  const rows = entries(LIMIT_WORDS).map(([name, { unit, words: meaning }]) => [inUnit(LIMITS[name], unit), meaning]);
  return table(["value", "meaning"], rows);
}

const { WELCOME_LIMITS, ...LIMITS } = allLimits;

const UNITS = {
  count: [[1, ""]],
  ms: [
    [24 * 3600 * 1000, " days"],
    [1000, " s"],
  ],
  bytes: [
    [1024 * 1024, " MiB"],
    [1024, " KiB"],
  ],
} as const;

function inUnit(value: number, unit: keyof typeof UNITS): string {
  for (const [size, name] of UNITS[unit]) if (value >= size && value % size === 0) return `${value / size}${name}`;
  throw new Error(`${value} has no round form in ${unit}`);
}

/** Entries with their keys' own type; the tables of the protocol have no others. */
function entries<K extends string, T>(record: Readonly<Record<K, T>>): [K, T][] {
  const isKey = (key: string): key is K => Object.hasOwn(record, key);
  return Object.keys(record)
    .filter(isKey)
    .map((key) => [key, record[key]]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const page = readFileSync(PAGE, "utf8");
  const filled = fill(page, makeTables());
  if (process.argv.includes("--write")) writeFileSync(PAGE, filled);
  else if (filled !== page) {
    console.error("docs/protocol.md is out of date; run: node test/docs/protocol-tables.ts --write");
    process.exitCode = 1;
  }
}
