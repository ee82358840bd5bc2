// The contract for programs: asyncapi.json and openapi.json are those of src/protocol, are valid, and say everything.

import { readFileSync } from "node:fs";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { commandSchemas } from "../../../src/protocol/commands.ts";
import { eventSchemas } from "../../../src/protocol/events.ts";
import { frameSchemas } from "../../../src/protocol/frames.ts";
import * as http from "../../../src/protocol/http.ts";
import { commandIdSchema, memberIdSchema, roomNameSchema, textSchema } from "../../../src/protocol/schemas.ts";
import { makeAsyncapi } from "../../docs/published/asyncapi.ts";
import { COMMAND_EXAMPLES, EVENT_EXAMPLES, FRAME_EXAMPLES } from "../../docs/published/examples.ts";
import {
  isObject,
  type Json,
  listOf,
  membersOf,
  parseJson,
  ref,
  refsIn,
  resolve,
  toJson,
} from "../../docs/published/json.ts";
import { makeOpenapi } from "../../docs/published/openapi.ts";
import { makePublished, readPublished } from "../../docs/published/publish.ts";
import { commandName, entries, eventName, frameName, makeSchemas, usedSchemas } from "../../docs/published/schemas.ts";
import { problemsOf } from "../../docs/published/validate-json.ts";

const asyncapi = makeAsyncapi();
const openapi = makeOpenapi();
const wire = { components: { schemas: makeSchemas() } };
const holds = (name: string, value: unknown) => problemsOf(ref(name), toJson(value), wire);

test("the files in public/api are up to date; if not: node test/docs/published/publish.ts --write", () => {
  expect(makePublished().filter(({ file, text }) => readPublished(file) !== text)).toEqual([]);
});

describe.for([
  ["asyncapi", asyncapi, "asyncapi-3.0.0.schema"],
  ["openapi", openapi, "openapi-3.1.schema"],
] as const)("%s.json", ([, document, meta]) => {
  test("is what the specification's own schema asks for", () => {
    expect(problemsOf(readMeta(meta), document)).toEqual([]);
  });

  test("would not pass with a field that is wrong, missing or unknown", () => {
    const schema = readMeta(meta);
    const { info: _info, ...headless } = document;
    const broken = [headless, { ...document, info: { title: 1 } }, { ...document, servres: [] }];
    expect(broken.filter((each) => problemsOf(schema, toJson(each)).length === 0)).toEqual([]);
  });

  test("leads somewhere with every $ref", () => {
    const refs = refsIn(document);
    expect(refs.length).toBeGreaterThan(100);
    expect(refs.filter((address) => resolve(document, address) === undefined)).toEqual([]);
  });

  test("has no schema that nothing uses", () => {
    const refs = new Set(refsIn(document));
    const names = membersOf(resolve(document, "#/components/schemas")).map(([name]) => name);
    expect(names.filter((name) => !refs.has(`#/components/schemas/${name}`))).toEqual([]);
  });

  test("has examples that hold", () => {
    const wrong = membersOf(resolve(document, "#/components/messages")).flatMap(([name, message]) => {
      if (!isObject(message)) return [`${name} is no message`];
      const payloads = listOf(message["examples"]).flatMap((each) => (isObject(each) ? [each["payload"] ?? null] : []));
      if (payloads.length === 0) return [`${name} has no example`];
      return payloads.flatMap((payload) => problemsOf(message["payload"] ?? false, payload, document));
    });
    expect(wrong).toEqual([]);
  });
});

describe("asyncapi.json", () => {
  const names = membersOf(resolve(asyncapi, "#/components/messages")).map(([name]) => name);

  test("has every command, frame and event as a message, and no others", () => {
    expect(names.toSorted()).toEqual(
      [
        ...Object.keys(commandSchemas).map((type) => `command.${type}`),
        ...Object.keys(frameSchemas).map((type) => `frame.${type}`),
        ...Object.keys(eventSchemas).map((kind) => `delivery.${kind}`),
        "ping",
        "pong",
      ].toSorted(),
    );
  });

  test("has each of them in a channel and in an operation", () => {
    const inChannels = ["room", "webhook"].flatMap((channel) =>
      membersOf(resolve(asyncapi, `#/channels/${channel}/messages`)).map(([name]) => name),
    );
    expect(inChannels.toSorted()).toEqual(names.toSorted());
    const inOperations = new Set(
      refsIn(asyncapi["operations"] ?? null).map((address) => address.split("/messages/")[1]),
    );
    expect(names.filter((name) => !inOperations.has(name))).toEqual([]);
  });
});

describe("openapi.json", () => {
  const documented = membersOf(openapi["paths"]).flatMap(([path, methods]) =>
    membersOf(methods).map(([method]) => `${method} ${path}`),
  );

  test("has the routes of src/worker.ts, and no others", () => {
    const routes = routesOf(readFileSync(new URL("../../../src/worker.ts", import.meta.url), "utf8"));
    expect(routes.length).toBeGreaterThan(30);
    expect(documented.toSorted()).toEqual(routes.filter(isForOpenapi).toSorted());
  });

  test("names each operation once, and each parameter of its path", () => {
    const operations = membersOf(openapi["paths"]).flatMap(([path, methods]) =>
      membersOf(methods).map(([, operation]) => ({ path, operation })),
    );
    const ids = operations.map(({ operation }) => (isObject(operation) ? operation["operationId"] : undefined));
    expect(new Set(ids).size).toBe(ids.length);
    const named = operations.map(({ operation }) =>
      listOf(isObject(operation) ? operation["parameters"] : []).flatMap((each) =>
        isObject(each) && each["in"] === "path" ? [`{${JSON.stringify(each["name"]).slice(1, -1)}}`] : [],
      ),
    );
    expect(named).toEqual(operations.map(({ path }) => path.match(/\{\w+\}/g) ?? []));
  });

  test("a route that the document does not have is noticed", () => {
    const source = '  .get("/api/new/:room/:id?", getNew)\n  .all("*", nothing)';
    expect(routesOf(source)).toEqual(["get /api/new/{room}", "get /api/new/{room}/{id}"]);
  });
});

describe("schemas", () => {
  test("take what src/protocol takes", () => {
    const commands = entries(commandSchemas).map(([type, schema]) => [
      commandName(type),
      v.is<v.GenericSchema>(schema, COMMAND_EXAMPLES[type]),
      holds(commandName(type), COMMAND_EXAMPLES[type]),
    ]);
    const frames = entries(frameSchemas).map(([type, schema]) => [
      frameName(type),
      v.is<v.GenericSchema>(schema, FRAME_EXAMPLES[type]),
      holds(frameName(type), FRAME_EXAMPLES[type]),
    ]);
    const events = entries(eventSchemas).map(([kind, schema]) => [
      eventName(kind),
      v.is<v.GenericSchema>(schema, EVENT_EXAMPLES[kind]),
      holds(eventName(kind), EVENT_EXAMPLES[kind]),
    ]);
    const all = [...commands, ...frames, ...events];
    expect(all).toEqual(all.map(([name]) => [name, true, []]));
  });

  test.for([
    ["CommandId", commandIdSchema, ["a", "A_b-9", "a".repeat(64)], ["", "a b", "ä", "a".repeat(65)]],
    ["MemberId", memberIdSchema, ["g_1", "a.b:c@d-e", "a".repeat(128)], ["", "a b", "a".repeat(129)]],
    ["RoomName", roomNameSchema, ["a", "a-b", "9".repeat(64)], ["", "-a", "a-", "A", "a_b", "a".repeat(65)]],
    ["Text", textSchema, ["a", " ", "🙂".repeat(8000)], ["", "🙂".repeat(8001)]],
  ] as const)("%s takes and refuses as src/protocol does", ([name, schema, good, bad]) => {
    expect(good.filter((text) => !v.is(schema, text) || holds(name, text).length > 0)).toEqual([]);
    expect(bad.filter((text) => v.is(schema, text) || holds(name, text).length === 0)).toEqual([]);
  });

  test("are there for every body of src/protocol/http.ts", () => {
    const ranges = ["searchRangeSchema", "recordsRangeSchema"];
    const bodies = Object.entries(http).filter(([name]) => name.endsWith("Schema") && !ranges.includes(name));
    const texts = new Set(Object.values(makeSchemas()).map(fields));
    expect(bodies.length).toBeGreaterThan(20);
    expect(bodies.filter(([, schema]) => !texts.has(namesOf(schema))).map(([name]) => name)).toEqual([]);
  });

  test("one that has no name is noticed", () => {
    expect(() => usedSchemas(ref("Nothing"))).toThrow("nothing is named Nothing");
  });
});

describe("the validator", () => {
  test.for<[string, Json, Json, string]>([
    ["a type", { type: "integer" }, 1.5, '/: is no "integer"'],
    ["what is missing", { required: ["a"] }, {}, "/a: is missing"],
    ["what is too much", { properties: { a: true }, additionalProperties: false }, { b: 1 }, "/b: may not be there"],
    [
      "what no keyword looked at",
      { allOf: [{ properties: { a: true } }], unevaluatedProperties: false },
      { b: 1 },
      "/b: is not known",
    ],
    ["two forms at once", { oneOf: [true, true] }, 1, "/: fits 2 forms where it may fit one"],
    ["what must not be", { not: { const: 1 } }, 1, "/: is what it must not be"],
    ["a condition", { if: { const: 2 }, else: { minimum: 2 } }, 1, ": is below 2"],
    ["a pattern", { pattern: "^a$" }, "b", ": is not like ^a$"],
  ])("notices %s", ([, schema, value, problem]) => {
    expect(problemsOf(schema, value)).toEqual([problem]);
  });

  test("refuses to pass over a keyword that it does not know", () => {
    expect(() => problemsOf({ contains: 1 }, [])).toThrow("no rule for the keyword contains");
    expect(() => problemsOf({ $ref: "#/nowhere" }, 1)).toThrow("leads nowhere");
  });
});

function readMeta(name: string): Json {
  return parseJson(readFileSync(new URL(`../../docs/published/meta/${name}`, import.meta.url), "utf8"));
}

/** The router's own list, as `method path`; a route with an optional end is two. */
function routesOf(source: string): string[] {
  return [...source.matchAll(/^ {2}\.(get|post|put|delete|patch)\("([^"]+)"/gm)].flatMap(
    ([, method = "", path = ""]) => {
      const named = path.replaceAll(/:(\w+)/g, "{$1}");
      const short = named.replace(/\/\{\w+\}\?$/, "");
      return [...(named.endsWith("?") ? [short] : []), named.replace(/\?$/, "")].map((each) => `${method} ${each}`);
    },
  );
}

/** The socket is in asyncapi.json, the service in the .proto file. */
function isForOpenapi(route: string): boolean {
  return !route.startsWith("get /ws") && !route.includes(" /hubbub.v1.");
}

const fields = (schema: Json): string =>
  membersOf(isObject(schema) ? schema["properties"] : undefined)
    .map(([name]) => name)
    .join();

function namesOf(schema: unknown): string {
  return v.is(v.looseObject({ entries: v.looseObject({}) }), schema) ? Object.keys(schema.entries).join() : "";
}
