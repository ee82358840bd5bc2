// The contract's JSON as the JSON of the .proto file: a body by its kind, and what may be anything as JSON text.
//
// Field names are the same in both, so that only this has to be said. `fromJson` checks all of it against the schema, and
// drops what the file does not know.

import type { JsonObject, JsonValue } from "@bufbuild/protobuf";
import { EventSchema } from "./hubbub.v1_pb.ts";

/** Kinds whose body the .proto file knows. */
const KINDS: ReadonlySet<string> = new Set(EventSchema.members.flatMap((member) => bodiesIn(member)));

/** Throws where the text is no JSON object: only a room writes it, so that is a fault. */
export function parseJsonObject(text: string): JsonObject {
  const value: JsonValue = JSON.parse(text);
  return objectIn(value);
}

/** A `MessagesPage`, or a snapshot with its `mine` and `myVotes`: what is one's own stands on the message itself. */
export function pageJson(page: JsonObject): JsonObject {
  const [mine, myVotes] = [objectIn(page["mine"] ?? {}), objectIn(page["myVotes"] ?? {})];
  const messages = listIn(page["messages"]).map((value) => {
    const message = objectIn(value);
    const seq = JSON.stringify(message["seq"]);
    return { ...withDataAsText(message), mine: mine[seq] ?? [], myVotes: myVotes[seq] ?? [] };
  });
  return { ...page, messages };
}

/** A frame as the one field of `SubscribeResponse` that holds it; of a type that the file does not know, as none. */
export function frameJson(type: string, frame: JsonObject): JsonObject {
  switch (type) {
    case "welcome": {
      const { snapshot, mine = {}, myVotes = {}, values } = frame;
      const shown = snapshot === undefined ? {} : { snapshot: pageJson({ ...objectIn(snapshot), mine, myVotes }) };
      return { welcome: { ...frame, values: valuesJson(values), ...shown } };
    }
    case "events":
      return { events: { ...frame, events: listIn(frame["events"]).map(eventJson) } };
    case "signal":
      return { signal: withDataAsText(frame) };
    case "values":
      return { values: { values: valuesJson(frame["values"]) } };
    case "presence":
    case "typing":
      return { [type]: frame };
    default:
      return {};
  }
}

function eventJson(value: JsonValue): JsonObject {
  const { seq = null, at = null, kind = null, by = null, id = null, erased = null, ...body } = objectIn(value);
  const known = typeof kind === "string" && KINDS.has(kind) ? { [kind]: withDataAsText(body) } : {};
  return { seq, at, kind, by, id, erased, ...known };
}

function valuesJson(values: JsonValue | undefined): JsonObject {
  const entries = Object.entries(objectIn(values ?? {}));
  return Object.fromEntries(
    entries.map(([key, entry]) => {
      const { value = null, ...rest } = objectIn(entry);
      return [key, { ...rest, value: JSON.stringify(value) }];
    }),
  );
}

function withDataAsText(object: JsonObject): JsonObject {
  const { data, ...rest } = object;
  return data === undefined ? rest : { ...rest, data: JSON.stringify(data) };
}

function bodiesIn(member: (typeof EventSchema.members)[number]): string[] {
  return member.kind === "oneof" ? member.fields.map((field) => field.jsonName) : [];
}

function listIn(value: JsonValue | undefined): JsonValue[] {
  if (Array.isArray(value)) return value;
  throw new Error("a room gave something other than a list");
}

function objectIn(value: JsonValue | undefined): JsonObject {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new Error("a room gave something other than an object");
}
