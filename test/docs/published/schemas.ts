// schemas.ts: every schema of src/protocol by its name in the published documents, as JSON Schema with words.

import { toJsonSchema } from "@valibot/to-json-schema";
import * as v from "valibot";
import { type CommandType, commandSchemas } from "../../../src/protocol/commands.ts";
import { attachmentSchema, shownAttachmentSchema } from "../../../src/protocol/commands/send.ts";
import { type ErrorCode, ERRORS } from "../../../src/protocol/errors.ts";
import { type EventKind, eventSchema, eventSchemas } from "../../../src/protocol/events.ts";
import { type FrameType, frameSchemas } from "../../../src/protocol/frames.ts";
import {
  limitsSchema,
  membersSchema,
  roomSettingsSchema,
  snapshotSchema,
} from "../../../src/protocol/frames/welcome.ts";
import * as http from "../../../src/protocol/http.ts";
import * as httpSession from "../../../src/protocol/http-session.ts";
import {
  editSchema,
  editsPageSchema,
  pinsPageSchema,
  reactionsPageSchema,
  reactorSchema,
  voterSchema,
  votesPageSchema,
} from "../../../src/protocol/message-looks.ts";
import { NAME_CHARS, WELCOME_LIMITS } from "../../../src/protocol/limits.ts";
import * as operating from "../../../src/protocol/operating.ts";
import { messageSchema, mineSchema } from "../../../src/protocol/message.ts";
import { myVotesSchema } from "../../../src/protocol/poll.ts";
import * as standings from "../../../src/protocol/standings.ts";
import * as pieces from "../../../src/protocol/schemas.ts";
import { WELCOME_LIMIT_WORDS } from "../limit-words.ts";
import type { Words } from "../schema-table.ts";
import { EVENT_WORDS } from "../event-words.ts";
import { COMMAND_WORDS, ERROR_WORDS, FRAME_WORDS, OBJECT_WORDS } from "../words.ts";
import { BODY_WORDS } from "./body-words.ts";
import { isObject, type Json, type JsonObject, isList, membersOf, ref, refsIn, toJson } from "./json.ts";

type Named = {
  readonly schema: v.GenericSchema;
  readonly says: string;
  readonly words?: Words;
  /** What a check of ours says, in the words of JSON Schema. */
  readonly also?: JsonObject;
};

const capital = (name: string): string => `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
export const commandName = (type: CommandType): string => `${capital(type)}Command`;
export const frameName = (type: FrameType): string => `${capital(type)}Frame`;
export const eventName = (kind: EventKind): string => `${capital(kind)}Event`;

const PIECES: Readonly<Record<string, Named>> = {
  Seq: { schema: pieces.seqSchema, says: "the number of an event in its room" },
  SeqOrZero: { schema: pieces.headSchema, says: "the number of an event in its room, or 0 where there is none" },
  Time: { schema: pieces.timeSchema, says: "whole milliseconds since the Unix epoch" },
  CommandId: {
    schema: pieces.commandIdSchema,
    says: "chosen by the client, unique for ever in a room and for a member",
    also: { pattern: "^[A-Za-z0-9_-]{1,64}$" },
  },
  MemberId: { schema: pieces.memberIdSchema, says: "names a member", also: { pattern: "^[A-Za-z0-9_.:@-]{1,128}$" } },
  RoomName: {
    schema: pieces.roomNameSchema,
    says: "names a room",
    also: { pattern: "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$" },
  },
  DisplayName: {
    schema: pieces.displayNameSchema,
    says: `1–${NAME_CHARS} code points after NFC and trimming, without controls, bidi marks or characters that cannot be seen`,
  },
  Text: {
    schema: pieces.textSchema,
    says: "well-formed Unicode without U+0000, kept as it came",
    also: { maxLength: WELCOME_LIMITS.textChars },
  },
  AnyJson: { schema: pieces.jsonSchema, says: `any JSON of at most ${WELCOME_LIMITS.dataBytes} bytes` },
  Visibility: { schema: pieces.visibilitySchema, says: "who finds a room and who may enter it" },
  Role: { schema: pieces.roleSchema, says: "what a member may do in a room" },
};

const OBJECTS: Readonly<Record<string, Named>> = {
  Message: { schema: messageSchema, says: "a message as it stands now", words: OBJECT_WORDS.message },
  Attachment: { schema: attachmentSchema, says: "the address of a file", words: OBJECT_WORDS.attachment },
  RoomSettings: { schema: roomSettingsSchema, says: "a room's settings", words: OBJECT_WORDS.roomSettings },
  Members: { schema: membersSchema, says: "who is here", words: OBJECT_WORDS.members },
  Snapshot: { schema: snapshotSchema, says: "the newest messages of a room", words: OBJECT_WORDS.snapshot },
  Limits: { schema: limitsSchema, says: "what a room allows", words: WELCOME_LIMIT_WORDS },
  Mine: { schema: mineSchema, says: "one's own reactions, by the seq of the message" },
  MyVotes: { schema: myVotesSchema, says: "one's own votes, by the seq of the poll: the places of the options chosen" },
  Event: {
    schema: eventSchema,
    says: "a durable change of a room; of an unknown kind too, which is kept and not shown",
  },
};

/** Bodies that the server makes without parsing them: held to their types here. */
const MADE = {
  InviteMade: v.looseObject({ id: v.string(), url: v.string() }) satisfies v.GenericSchema<http.InviteMade>,
  WebhookMade: v.looseObject({ id: v.string(), secret: v.string() }) satisfies v.GenericSchema<http.WebhookMade>,
  HookMade: v.looseObject({ secret: v.string() }) satisfies v.GenericSchema<http.HookMade>,
  BotMade: v.looseObject({
    id: v.string(),
    secret: v.string(),
    url: v.string(),
  }) satisfies v.GenericSchema<http.BotMade>,
  Health: v.looseObject({ ok: v.literal(true), version: v.string() }) satisfies v.GenericSchema<http.Health>,
  Invites: v.looseObject({ invites: v.array(http.inviteSchema) }),
  Webhooks: v.looseObject({ webhooks: v.array(http.webhookSchema) }),
  Bots: v.looseObject({ bots: v.array(http.botSchema) }),
  Delivery: v.looseObject({ room: pieces.roomNameSchema, event: eventSchema }),
};

const BODIES: Readonly<Record<keyof typeof BODY_WORDS, v.GenericSchema>> = {
  ...MADE,
  Author: pieces.authorSchema,
  RosterEntry: pieces.rosterEntrySchema,
  SentAttachment: shownAttachmentSchema,
  SessionRequest: http.sessionRequestSchema,
  Session: http.sessionResponseSchema,
  WhoAmI: http.whoAmISchema,
  DeviceCode: httpSession.deviceCodeSchema,
  DeviceClaim: httpSession.deviceClaimSchema,
  OperatorRequest: httpSession.operatorRequestSchema,
  TicketRequest: http.ticketRequestSchema,
  Ticket: http.ticketResponseSchema,
  NewRoom: http.newRoomSchema,
  MadeRoom: http.madeRoomSchema,
  PublicRoom: http.publicRoomSchema,
  PublicRooms: http.publicRoomsSchema,
  UnreadRoom: http.unreadRoomSchema,
  UnreadRooms: http.unreadRoomsSchema,
  OperatorReport: operating.operatorReportSchema,
  OperatorNews: operating.operatorNewsSchema,
  OperatedRoom: operating.operatedRoomSchema,
  OperatedSums: operating.sumsSchema,
  RoomInfo: http.roomInfoSchema,
  MessagesPage: http.messagesPageSchema,
  Values: http.valuesSchema,
  PostMessage: http.postMessageSchema,
  Posted: http.postedSchema,
  InviteRequest: http.inviteRequestSchema,
  Invite: http.inviteSchema,
  JoinRequest: http.joinRequestSchema,
  Joined: http.joinedSchema,
  PollAnswer: http.pollAnswerSchema,
  RestoreRequest: http.restoreRequestSchema,
  WebhookRequest: http.webhookRequestSchema,
  Webhook: http.webhookSchema,
  BotRequest: http.botRequestSchema,
  Bot: http.botSchema,
  SearchPage: http.searchPageSchema,
  ShownReport: http.shownReportSchema,
  Reports: http.reportsSchema,
  AuditEntry: http.auditEntrySchema,
  Audit: http.auditSchema,
  HookRequest: http.hookRequestSchema,
  Hook: http.hookSchema,
  HookVerdict: http.hookVerdictSchema,
  Restraint: standings.restraintSchema,
  Restrained: standings.restrainedSchema,
  StandingsPage: standings.standingsPageSchema,
  WordList: http.wordListSchema,
  PinsPage: pinsPageSchema,
  Edit: editSchema,
  EditsPage: editsPageSchema,
  Reactor: reactorSchema,
  ReactionsPage: reactionsPageSchema,
  Voter: voterSchema,
  VotesPage: votesPageSchema,
  Problem: http.problemSchema,
};

const NAMED: ReadonlyMap<string, Named> = new Map<string, Named>([
  ...Object.entries(PIECES),
  ...Object.entries(OBJECTS),
  ...entries(commandSchemas).map(([type, schema]) => {
    const { type: says = "", ...words } = COMMAND_WORDS[type].fields;
    return [commandName(type), { schema, says, words }] as const;
  }),
  ...entries(frameSchemas).map(([type, schema]) => {
    const { type: says = "", ...words } = FRAME_WORDS[type];
    return [frameName(type), { schema, says, words }] as const;
  }),
  ...entries(eventSchemas).map(([kind, schema]) => {
    const { kind: says = "", ...words } = EVENT_WORDS[kind];
    return [eventName(kind), { schema, says, words }] as const;
  }),
  ...entries(BODIES).map(([name, schema]) => {
    const [says, words] = BODY_WORDS[name];
    return [name, { schema, says, words }] as const;
  }),
]);

/** All of them. `ErrorCode` is open: a client takes a code that it does not know for a refusal. */
export function makeSchemas(): Readonly<Record<string, Json>> {
  const made = [...NAMED].map(([name, named]) => [name, { ...convert(name, named), ...named.also }] as const);
  const ErrorCode = {
    type: "string",
    description: ["why something was refused; there may be new ones", ...entries(ERRORS).map(told)].join("\n\n"),
    examples: Object.keys(ERRORS),
  };
  return { ...Object.fromEntries(made), ErrorCode };
}

function told([code]: readonly [ErrorCode, unknown]): string {
  return `\`${code}\`: ${ERROR_WORDS[code].means}`;
}

/** Those that are used by what is given, and by one another. A document may have schemas of its own, and its own form of ours. */
export function usedSchemas(used: Json, own: JsonObject = {}): Readonly<Record<string, Json>> {
  const all = { ...makeSchemas(), ...own };
  const found = new Map<string, Json>();
  const visit = (value: Json): void => {
    for (const address of refsIn(value)) {
      const name = /^#\/components\/schemas\/(\w+)$/.exec(address)?.[1];
      if (name === undefined || found.has(name)) continue;
      const schema = all[name];
      if (schema === undefined) throw new Error(`nothing is named ${name}`);
      found.set(name, schema);
      visit(schema);
    }
  };
  visit(used);
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The members of an object's schema, with their words: what a query of the same fields takes. */
export function fieldsOf(schema: v.GenericSchema, words: Words): readonly (readonly [string, JsonObject])[] {
  return membersOf(convert("", { schema, says: "", words })["properties"]).flatMap(([name, field]) =>
    isObject(field) ? [[name, field] as const] : [],
  );
}

function convert(own: string, { schema, says, words }: Named): JsonObject {
  const others = [...NAMED].filter(([name, other]) => name !== own && other.schema !== schema);
  const definitions = Object.fromEntries(others.map(([name, other]) => [name, other.schema]));
  const json = rewrite(
    toJson(toJsonSchema(schema, { errorMode: "ignore", typeMode: "input", target: "draft-2020-12", definitions })),
  );
  if (!isObject(json)) throw new Error(`${own} is no schema`);
  const properties = membersOf(json["properties"]);
  const unknown = Object.keys(words ?? {}).filter((name) => !properties.some(([field]) => field === name));
  if (unknown.length > 0) throw new Error(`${own}: words are there for ${unknown.join(", ")}, which it does not have`);
  if (properties.length === 0) return { description: says, ...json };
  const described = properties.map(([name, field]) => [name, describe(own, name, field, words)] as const);
  return { description: says, ...json, properties: Object.fromEntries(described) };
}

/** What begins a message says what it is: it needs no words of its own. */
function describe(own: string, name: string, field: Json, words: Words | undefined): Json {
  const said = words?.[name];
  const isTag = isObject(field) && field["const"] !== undefined && field["const"] !== true;
  if (said === undefined && !isTag) throw new Error(`${own}: there are no words for its field ${name}`);
  const known = name === "code" ? ref("ErrorCode") : field;
  if (said === undefined || said === "" || !isObject(known)) return known;
  // Draft 7, which AsyncAPI takes, looks at nothing beside a $ref.
  return known["$ref"] === undefined ? { description: said, ...known } : { description: said, allOf: [known] };
}

/** Into the documents' own place, and without what says nothing: the dialect, and that names of members are strings. */
function rewrite(value: Json): Json {
  if (isList(value)) return value.map(rewrite);
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(
    ([name, each]) =>
      name !== "$schema" &&
      name !== "$defs" &&
      !(name === "propertyNames" && isObject(each) && each["type"] === "string"),
  );
  return Object.fromEntries(
    kept.map(([name, each]) => [
      name,
      name === "$ref" && typeof each === "string" ? each.replace("#/$defs/", "#/components/schemas/") : rewrite(each),
    ]),
  );
}

/** Entries with their keys' own type. */
export function entries<K extends string, T>(record: Readonly<Record<K, T>>): [K, T][] {
  const isKey = (key: string): key is K => Object.hasOwn(record, key);
  return Object.keys(record)
    .filter(isKey)
    .map((key) => [key, record[key]]);
}
