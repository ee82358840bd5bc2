// openapi.ts: the HTTP routes as OpenAPI 3.1.

import { commandSchemas } from "../../../src/protocol/commands.ts";
import { historyRangeSchema } from "../../../src/protocol/commands/history.ts";
import { type ErrorCode, ERRORS } from "../../../src/protocol/errors.ts";
import { frameSchemas } from "../../../src/protocol/frames.ts";
import { standingsRangeSchema } from "../../../src/protocol/standings.ts";
import { recordsRangeSchema, searchRangeSchema } from "../../../src/protocol/http.ts";
import { editsRangeSchema, pinsRangeSchema, reactionsRangeSchema } from "../../../src/protocol/message-looks.ts";
import { POLL_WAIT_MAX_MS, POLL_WAIT_MS, UNREAD_ROOMS_MAX } from "../../../src/protocol/limits.ts";
import { PROTOCOL_VERSION } from "../../../src/protocol/version.ts";
import { COMMAND_WORDS } from "../words.ts";
import { isObject, type Json, type JsonObject, listOf, ref } from "./json.ts";
import type { Answer, Caller, Route } from "./route.ts";
import { ROUTES } from "./routes.ts";
import { commandName, entries, fieldsOf, frameName, makeSchemas, usedSchemas } from "./schemas.ts";

const TAGS: Readonly<Record<Route["tag"], string>> = {
  sessions: "who one is",
  rooms: "rooms, and who is in them",
  messages: "what was said, and commands",
  readers: "following a room over HTTP",
  values: "the newest state of keys",
  invites: "ways into private rooms",
  webhooks: "events that go out",
  bots: "messages that come in",
  moderation: "what moderators read",
  operators: "what a deployment counts",
  pages: "the rest",
};

export function makeOpenapi(): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const route of ROUTES) paths[route.path] = { ...paths[route.path], [route.method]: makeOperation(route) };
  return {
    openapi: "3.1.0",
    info: {
      title: "Hubbub over HTTP",
      version: `${PROTOCOL_VERSION}.0.0`,
      description: [
        "The rooms of this deployment, for programs. `/docs` has the whole contract, with an id for each rule; ids that are named here are its.",
        "It may gain optional fields and routes: ignore fields that you do not know. HEAD is GET without a body, and OPTIONS tells the methods of a route.",
        "The WebSocket of a room is in `/api/asyncapi.json`. Connect and gRPC-Web (`/hubbub.v1.RoomService/`) are in `/api/hubbub.v1.proto`.",
      ].join("\n\n"),
      license: { name: "MIT", identifier: "MIT" },
    },
    externalDocs: { url: "/docs", description: "The contract, for people" },
    servers: [{ url: "/", description: "the deployment that served this document" }],
    tags: entries(TAGS).map(([name, description]) => ({ name, description })),
    paths,
    components: makeComponents(paths),
  };
}

function makeComponents(paths: JsonObject): JsonObject {
  const all = makeSchemas();
  return {
    schemas: usedSchemas([paths, ref("Problem")], {
      ...Object.fromEntries(COMMANDS.map((type) => [commandName(type), withoutId(all[commandName(type)])])),
      Command: { description: "a command, by its `type`", oneOf: COMMANDS.map((type) => ref(commandName(type))) },
      Frame: {
        description: "a frame, by its `type`",
        oneOf: entries(frameSchemas).map(([type]) => ref(frameName(type))),
      },
    }),
    securitySchemes: {
      bearer: {
        type: "http",
        scheme: "bearer",
        description: "a session token: `POST /api/session`, or one that the host site signed",
      },
      cookie: {
        type: "apiKey",
        in: "cookie",
        name: "hubbub_session",
        description: "the same, for pages of the same origin",
      },
      ticket: {
        type: "apiKey",
        in: "query",
        name: "ticket",
        description: "for one room and 60 s: `POST /api/session/ticket`",
      },
      botSecret: { type: "http", scheme: "bearer", description: "the secret of a bot" },
    },
  };
}

/** Those that need no connection. */
const COMMANDS = entries(commandSchemas).flatMap(([type]) => (type === "resume" ? [] : [type]));

/** The id may stand in `Idempotency-Key` instead. */
function withoutId(schema: Json | undefined): JsonObject {
  if (!isObject(schema)) throw new Error("a command has no schema");
  return { ...schema, required: listOf(schema["required"]).filter((name) => name !== "id") };
}

function makeOperation(route: Route): JsonObject {
  const security = securityOf(route);
  return {
    operationId: route.id,
    tags: [route.tag],
    summary: route.says,
    description: `Rules: ${route.rules}.`,
    ...(security === undefined ? {} : { security }),
    parameters: [...pathParameters(route.path), ...queryParameters(route.query), ...headerParameters(route.headers)],
    ...(route.body === undefined ? {} : { requestBody: requestBody(route.body) }),
    responses: { ...Object.fromEntries(Object.entries(route.answers).map(answer)), ...refusals(route) },
  };
}

function securityOf({ caller, path }: Route): Json | undefined {
  const own = [{ bearer: [] }, { cookie: [] }, ...(path.includes("{room}") ? [{ ticket: [] }] : [])];
  const by: Readonly<Record<Caller, Json>> = {
    open: [],
    reader: [...own, {}],
    member: own,
    bot: [{ botSecret: [] }],
  };
  return by[caller];
}

const PATH_PARAMETERS: Readonly<Record<string, JsonObject>> = {
  room: { description: "the room's name", schema: ref("RoomName"), example: "lobby" },
  id: { description: "the id that it was made with", schema: { type: "string" } },
  seq: { description: "the message's seq", schema: ref("Seq") },
  key: { description: "the key of the value", schema: { type: "string", pattern: "^[a-z][A-Za-z0-9_.:-]{0,63}$" } },
  secret: { description: "the bot's secret", schema: { type: "string" } },
};

function pathParameters(path: string): JsonObject[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => ({
    name,
    in: "path",
    required: true,
    ...PATH_PARAMETERS[name],
  }));
}

function queryParameters(query: Route["query"]): JsonObject[] {
  const inQuery = (name: string, schema: JsonObject, required = false): JsonObject => {
    const { description = "", ...rest } = schema;
    return { name, in: "query", ...(required ? { required } : {}), description, schema: rest };
  };
  const { type: _type, id: _id, ...range } = COMMAND_WORDS.history.fields;
  const since = inQuery("since", { description: "a cursor; `0:0` is the beginning of every log", type: "string" });
  switch (query) {
    case undefined:
      return [];
    case "history":
      return fieldsOf(historyRangeSchema, range).map(([name, schema]) => inQuery(name, schema));
    case "pins":
      return fieldsOf(pinsRangeSchema, { limit: "how many at most" }).map(([name, schema]) => inQuery(name, schema));
    case "edits":
      return fieldsOf(editsRangeSchema, { before: "those below it", limit: "how many at most" }).map(([name, schema]) =>
        inQuery(name, schema),
      );
    case "reactions":
      return fieldsOf(reactionsRangeSchema, { after: "those above it", limit: "how many at most" }).map(
        ([name, schema]) => inQuery(name, schema),
      );
    case "search":
      return fieldsOf(searchRangeSchema, {
        q: "words; the last one may be only begun",
        from: "by whom: a member id, or a name",
        has: "with a link in it",
        beforeAt: "said earlier than this",
        afterAt: "said then or later",
        before: "those below it",
        limit: "how many at most",
      }).map(([name, schema]) => inQuery(name, schema));
    case "records":
      return fieldsOf(recordsRangeSchema, {
        before: "those with a lower number",
        limit: "how many at most",
      }).map(([name, schema]) => inQuery(name, schema));
    case "standings":
      return fieldsOf(standingsRangeSchema, {
        after: "those whose id comes later",
        limit: "how many at most",
      }).map(([name, schema]) => inQuery(name, schema));
    case "unread": {
      const names = { type: "array", minItems: 1, maxItems: UNREAD_ROOMS_MAX, items: ref("RoomName") };
      return [{ ...inQuery("rooms", { description: "names, with commas between", ...names }, true), explode: false }];
    }
    case "since":
      return [since];
    case "poll": {
      const wait = { type: "integer", minimum: 0, maximum: POLL_WAIT_MAX_MS, default: POLL_WAIT_MS };
      return [since, inQuery("waitMs", { description: "how long to wait for events; 0 is a short poll", ...wait })];
    }
  }
}

const HEADER_PARAMETERS = {
  "Idempotency-Key": { description: "the id of the command", schema: ref("CommandId") },
  "If-None-Match": { description: "the `ETag` of an answer that one has", schema: { type: "string" } },
  "Last-Event-ID": { description: "the last `id:` that was read; it wins over `since`", schema: { type: "string" } },
} as const;

function headerParameters(names: Route["headers"] = []): JsonObject[] {
  return names.map((name) => ({ name, in: "header", ...HEADER_PARAMETERS[name] }));
}

function requestBody({ schema, isOptional }: NonNullable<Route["body"]>): JsonObject {
  return { required: isOptional !== true, content: { "application/json": { schema } } };
}

const HEADERS = {
  ETag: { description: "changes with anything in the answer", schema: { type: "string" } },
  "Set-Cookie": { description: "`hubbub_session`", schema: { type: "string" } },
  "Content-Disposition": { description: "the name of the file", schema: { type: "string" } },
} as const;

function answer([status, { says, type = "application/json", schema, headers = [] }]: [string, Answer]): [
  string,
  JsonObject,
] {
  const told = Object.fromEntries(headers.map((name) => [name, HEADERS[name]] as const));
  return [
    status,
    {
      description: says,
      ...(headers.length === 0 ? {} : { headers: told }),
      ...(schema === undefined ? {} : { content: { [type]: { schema } } }),
    },
  ];
}

/** The problems that a caller may meet, by their status, with the codes that have it. */
function refusals(route: Route): JsonObject {
  const codes = new Set<ErrorCode>([...(route.refusals ?? []), "forbidden", "internal"]);
  const add = (...more: readonly ErrorCode[]) => more.forEach((code) => codes.add(code));
  const isApi = route.path.startsWith("/api/");
  if (isApi && route.path.includes("{room}")) add("invalid", "not_found", "banned", "overloaded");
  if (route.caller !== "open") add("unauthenticated", "overloaded");
  if (route.caller === "member" || route.caller === "reader") add("expired");
  if (route.query !== undefined) add("invalid");
  if (route.body !== undefined) add("bad_frame", "invalid", "too_large");
  const byStatus = new Map<string, ErrorCode[]>();
  for (const [code, { status }] of entries(ERRORS))
    if (codes.has(code)) byStatus.set(`${status}`, [...(byStatus.get(`${status}`) ?? []), code]);
  if (route.body !== undefined) byStatus.set("415", ["invalid"]);
  return Object.fromEntries([...byStatus].map(([status, list]) => [status, problem(status, list)]));
}

function problem(status: string, codes: readonly ErrorCode[]): JsonObject {
  const isWaiting = status === "429" || status === "503";
  const wait = { "Retry-After": { description: "seconds, where waiting helps", schema: { type: "integer" } } };
  return {
    description:
      status === "415" ? "the body is not `application/json`" : codes.map((code) => `\`${code}\``).join(", "),
    ...(isWaiting ? { headers: wait } : {}),
    content: {
      "application/problem+json": { schema: { allOf: [ref("Problem")], properties: { code: { enum: [...codes] } } } },
    },
  };
}
