// asyncapi.ts: the WebSocket of a room, and what webhooks are posted, as AsyncAPI 3.0.

import { adviseOnClose, CLOSE } from "../../../src/protocol/close-codes.ts";
import { PING, PONG } from "../../../src/protocol/codec.ts";
import { type CommandType, commandSchemas, DURABLE } from "../../../src/protocol/commands.ts";
import { ERRORS } from "../../../src/protocol/errors.ts";
import { eventSchemas } from "../../../src/protocol/events.ts";
import { type FrameType, frameSchemas } from "../../../src/protocol/frames.ts";
import { BEARER_SUBPROTOCOL_PREFIX, PROTOCOL_VERSION, SUBPROTOCOL } from "../../../src/protocol/version.ts";
import { EVENT_WORDS } from "../event-words.ts";
import { ADVICE_WORDS, CLOSE_WORDS, COMMAND_WORDS, ERROR_WORDS, FRAME_WORDS } from "../words.ts";
import { COMMAND_EXAMPLES, EVENT_EXAMPLES, FRAME_EXAMPLES } from "./examples.ts";
import { type Json, type JsonObject, parseJson, ref, toJson } from "./json.ts";
import { commandName, entries, eventName, frameName, usedSchemas } from "./schemas.ts";

/** What answers a command, besides `error`. None answers the others. */
const REPLIES: Readonly<Partial<Record<CommandType, readonly FrameType[]>>> = {
  ...Object.fromEntries(DURABLE.map((type) => [type, ["ack"] as const])),
  authenticate: ["ack"],
  history: ["history"],
  resume: ["welcome", "events"],
};

export function makeAsyncapi(): JsonObject {
  const messages = makeMessages();
  const onSocket = Object.keys(messages).filter((name) => !name.startsWith("delivery."));
  const posted = Object.keys(messages).filter((name) => name.startsWith("delivery."));
  return {
    asyncapi: "3.0.0",
    info: {
      title: "Hubbub over WebSocket",
      version: `${PROTOCOL_VERSION}.0.0`,
      description: [
        "A room of Hubbub: commands to it, frames from it. `/docs` has the whole contract, with an id for each rule; sections that are named here are its.",
        "It may gain optional fields, frame types, kinds of events and commands: ignore those that you do not know.",
        "What programs ask over HTTP is in `/api/openapi.json`.",
      ].join("\n\n"),
      license: { name: "MIT" },
    },
    defaultContentType: "application/json",
    servers: {
      deployment: {
        host: "{host}",
        protocol: "wss",
        description: "A deployment: the host that served this document.",
        variables: { host: { default: "chat.example", description: "the host of the deployment" } },
      },
      local: { host: "localhost:8787", protocol: "ws", description: "`npm run dev`" },
    },
    channels: {
      room: roomChannel(onSocket),
      webhook: {
        // It is the owner's own, and different for each webhook.
        address: null,
        title: "A webhook of a room",
        description:
          "Where the room's events are posted, in order and at least once, signed by the Standard Webhooks specification (section 9, R9-20).",
        messages: Object.fromEntries(posted.map((name) => [name, messageRef(name)])),
        bindings: { http: { bindingVersion: "0.3.0" } },
      },
    },
    operations: makeOperations(posted),
    components: {
      messages,
      schemas: usedSchemas(messages),
      securitySchemes: {
        bearer: {
          type: "http",
          scheme: "bearer",
          description: "a session token: `POST /api/session`, or one that the host site signed",
        },
        cookie: {
          type: "httpApiKey",
          in: "cookie",
          name: "hubbub_session",
          description: "the same, for pages of the same origin",
        },
        ticket: {
          type: "httpApiKey",
          in: "query",
          name: "ticket",
          description: "for one room and 60 s: `POST /api/session/ticket`",
        },
      },
    },
    "x-errors": entries(ERRORS).map(([code, { status }]) => ({ code, httpStatus: status, ...ERROR_WORDS[code] })),
  };
}

function roomChannel(messages: readonly string[]): JsonObject {
  return {
    address: "/ws/{room}",
    title: "A room",
    description: [
      `Ask for the subprotocol \`${SUBPROTOCOL}\`: a client that asks for none speaks plain text (section 8).`,
      "A token comes as bearer header, as a second subprotocol, as a ticket or as the cookie, in this order; without one the server makes a new guest.",
      "The first frame is a `welcome`. A refusal is one `error` and a close. Ping at least every 25 s.",
    ].join("\n\n"),
    servers: [{ $ref: "#/servers/deployment" }, { $ref: "#/servers/local" }],
    parameters: {
      room: {
        description: "the room's name: `^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$`",
        default: "lobby",
        examples: ["lobby"],
      },
    },
    messages: Object.fromEntries(messages.map((name) => [name, messageRef(name)])),
    bindings: {
      ws: {
        method: "GET",
        query: {
          type: "object",
          properties: {
            since: { type: "string", description: "a cursor: resume after it" },
            name: { type: "string", description: "the name of a new guest" },
            ticket: { type: "string", description: "from `POST /api/session/ticket`" },
          },
        },
        headers: {
          type: "object",
          properties: {
            "Sec-WebSocket-Protocol": {
              type: "string",
              description: `\`${SUBPROTOCOL}\`, and perhaps \`${BEARER_SUBPROTOCOL_PREFIX}<token>\`, which is never echoed`,
              pattern: SUBPROTOCOL.replaceAll(".", String.raw`\.`),
            },
            Authorization: { type: "string", description: "`Bearer <token>`, for clients that can set headers" },
          },
        },
        bindingVersion: "0.1.0",
      },
    },
    "x-subprotocol": SUBPROTOCOL,
    "x-close-codes": entries(CLOSE).map(([name, code]) => ({
      code,
      meaning: CLOSE_WORDS[name],
      client: ADVICE_WORDS[adviseOnClose(code)],
    })),
  };
}

/** Seen from the server: it receives commands, and sends frames. */
function makeOperations(posted: readonly string[]): JsonObject {
  const channel = { $ref: "#/channels/room" };
  const on = (name: string) => ({ $ref: `#/channels/room/messages/${name}` });
  const security = ["bearer", "cookie", "ticket"].map((name) => ({ $ref: `#/components/securitySchemes/${name}` }));
  const receive = entries(commandSchemas).map(([type]) => {
    const answers = REPLIES[type];
    const reply =
      answers === undefined
        ? {}
        : { reply: { channel, messages: [...answers, "error"].map((answer) => on(`frame.${answer}`)) } };
    const summary = `${COMMAND_WORDS[type].fields["type"] ?? type}; answered by ${COMMAND_WORDS[type].answer}`;
    return [type, { action: "receive", channel, summary, messages: [on(`command.${type}`)], ...reply }] as const;
  });
  return {
    ...Object.fromEntries(receive),
    ping: {
      action: "receive",
      channel,
      summary: "the heartbeat, byte for byte; it wakes no sleeping room",
      messages: [on("ping")],
      reply: { channel, messages: [on("pong")] },
    },
    frames: {
      action: "send",
      channel,
      summary: "what the server tells",
      security,
      messages: entries(frameSchemas).map(([type]) => on(`frame.${type}`)),
    },
    deliver: {
      action: "send",
      channel: { $ref: "#/channels/webhook" },
      summary: "posts an event of one of the kinds that the webhook asked for",
      messages: posted.map((name) => ({ $ref: `#/channels/webhook/messages/${name}` })),
      bindings: { http: { method: "POST", bindingVersion: "0.3.0" } },
    },
  };
}

function makeMessages(): Readonly<Record<string, Json>> {
  const commands = entries(commandSchemas).map(([type, schema]) => {
    const example = COMMAND_EXAMPLES[type];
    const summary = COMMAND_WORDS[type].fields["type"] ?? type;
    return [`command.${type}`, message(commandName(type), summary, example, "id" in schema.entries)] as const;
  });
  const frames = entries(frameSchemas).map(([type, schema]) => {
    const summary = FRAME_WORDS[type]["type"] ?? type;
    return [`frame.${type}`, message(frameName(type), summary, FRAME_EXAMPLES[type], "id" in schema.entries)] as const;
  });
  const deliveries = entries(eventSchemas).map(([kind]) => {
    const example = { room: "lobby", event: EVENT_EXAMPLES[kind] };
    const payload = {
      type: "object",
      properties: { room: ref("RoomName"), event: ref(eventName(kind)) },
      required: ["room", "event"],
    };
    const headers = {
      type: "object",
      properties: {
        "webhook-id": { type: "string", description: "the event's cursor" },
        "webhook-timestamp": { type: "string", description: "seconds since the Unix epoch", pattern: "^[0-9]+$" },
        "webhook-signature": {
          type: "string",
          description: "`v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`",
        },
      },
      required: ["webhook-id", "webhook-timestamp", "webhook-signature"],
    };
    const summary = EVENT_WORDS[kind]["kind"] ?? kind;
    return [
      `delivery.${kind}`,
      { name: kind, title: eventName(kind), summary, headers, payload, examples: [{ payload: toJson(example) }] },
    ] as const;
  });
  return Object.fromEntries<Json>([
    ...commands,
    ["ping", exactly(PING, "keeps the connection alive")],
    ...frames,
    ["pong", exactly(PONG, "answers `ping`")],
    ...deliveries,
  ]);
}

function message(schema: string, summary: string, example: unknown, isAnswered: boolean): JsonObject {
  const correlation = { correlationId: { location: "$message.payload#/id", description: "the id of the command" } };
  return {
    name: schema,
    title: schema,
    summary,
    ...(isAnswered ? correlation : {}),
    payload: ref(schema),
    examples: [{ payload: toJson(example) }],
  };
}

/** A text frame that is always the same. */
function exactly(text: string, summary: string): JsonObject {
  const payload = parseJson(text);
  return { name: text, title: text, summary, payload: { const: payload }, examples: [{ payload }] };
}

function messageRef(name: string): JsonObject {
  return { $ref: `#/components/messages/${name}` };
}
