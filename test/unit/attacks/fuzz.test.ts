// Fuzzing of whatever reads what others write: any text and any bytes give a value or a refusal, never a fault.
//
// A few hundred cases each here; `npm run fuzz` is the long run (`FUZZ_RUNS`).

import fc from "fast-check";
import * as v from "valibot";
import { beforeAll, describe, expect, test } from "vitest";
import { historyRangeSchema } from "../../../src/protocol/commands/history.ts";
import { deriveKeys, type SigningKeys } from "../../../src/edge/derive-keys.ts";
import { givenCursor } from "../../../src/edge/given-cursor.ts";
import { givenToken } from "../../../src/edge/given-token.ts";
import { newGuest } from "../../../src/edge/guest.ts";
import { signGuest, verifyGuest } from "../../../src/edge/guest-token.ts";
import { networkPrefix } from "../../../src/edge/network-prefix.ts";
import { numberIn } from "../../../src/edge/query-number.ts";
import { parseRoomName } from "../../../src/edge/room-name.ts";
import { verifyTicket } from "../../../src/edge/ticket.ts";
import { decodeCommand, decodeFrame } from "../../../src/protocol/codec.ts";
import { commandSchemas } from "../../../src/protocol/commands.ts";
import { formatCursor, parseCursor } from "../../../src/protocol/cursor.ts";
import { ChatError } from "../../../src/protocol/errors.ts";
import { frameSchemas } from "../../../src/protocol/frames.ts";
import {
  botRequestSchema,
  inviteRequestSchema,
  newRoomSchema,
  searchRangeSchema,
  sessionRequestSchema,
  webhookRequestSchema,
} from "../../../src/protocol/http.ts";
import { hasAtMostCodePoints, isRoomName, parseDisplayName } from "../../../src/protocol/text.ts";
import { tokenize } from "../../../src/app/shared/links.ts";
import { normaliseRoomName } from "../../../src/app/shared/room-name.ts";
import { sanitise } from "../../../src/cli/sanitise.ts";
import { parseFrameMessage } from "../../../src/embed/messages.ts";

const RUNS = Number(process.env["FUZZ_RUNS"] ?? 300);
const check = { numRuns: RUNS };
/** A case takes less than a millisecond; on a busy machine, several. */
const TIMEOUT_MS = 60_000 + RUNS * 10;

/** Characters that turn, join, pile up, end lines, open tags, and halves of them. */
const HOSTILE = Array.from(
  "<>&\"'`\\/%:.,;()[]{}=?#@~^*_-+\u0000\u0001\u0007\t\n\r\u001b\u0085\u00a0\u00ad\u0301\u034f\u0489",
);
const UNSEEN = Array.from(
  "\u115f\u180e\u200b\u200d\u200e\u202e\u2028\u2066\u2069\u2800\u3164\ud800\udc00\ufe0f\ufeff\uffff",
);
const WORDS = [
  "http://",
  "https://",
  "javascript:",
  "data:text/html,",
  "__proto__",
  "constructor",
  "a",
  "0",
  "Ω",
  "👩‍👧",
];
const piece = fc.constantFrom(...HOSTILE, ...UNSEEN, ...WORDS);
const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 80 }),
  fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join("")),
);
/** Header values are Latin-1. */
const latin1 = fc.string({
  unit: fc.integer({ min: 32, max: 255 }).map((code) => String.fromCharCode(code)),
  maxLength: 80,
});

const key = fc.oneof(
  fc.constantFrom(
    "type",
    "id",
    "text",
    "replyTo",
    "data",
    "name",
    "member",
    "limit",
    "since",
    "__proto__",
    "constructor",
  ),
  text,
);
/** JSON with keys of the contract in it, and with keys that only an attacker writes. */
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.oneof(text, fc.double(), fc.integer(), fc.boolean(), fc.constant(null)),
    fc.array(tie("json"), { maxLength: 5 }),
    // Objects of JSON, whose `__proto__` is a key like any other.
    fc
      .array(fc.tuple(key, tie("json")), { maxLength: 6 })
      .map((entries): unknown =>
        JSON.parse(`{${entries.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(",")}}`),
      ),
  ),
}));

function outcome(run: () => unknown): "value" | "refused" {
  try {
    run();
    return "value";
  } catch (error) {
    if (error instanceof ChatError) return "refused";
    throw error;
  }
}

describe("fuzz: frames", { timeout: TIMEOUT_MS }, () => {
  test("any text is a command or a refusal, in words of ours", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          text,
          json.map((value) => JSON.stringify(value)),
        ),
        (frame) => {
          const decoded = decodeCommand(frame);
          expect(decoded.kind === "ok" || decoded.error.message.startsWith("unable to ")).toBe(true);
        },
      ),
      check,
    );
  });

  test("anything in the fields of any command is a command or a refusal that quotes nothing of it", () => {
    const type = fc.constantFrom(...Object.keys(commandSchemas));
    fc.assert(
      fc.property(type, fc.dictionary(key, json, { maxKeys: 8 }), (name, fields) => {
        const decoded = decodeCommand(JSON.stringify({ ...fields, type: name, mark: "QUOTED" }));
        if (decoded.kind === "ok") expect(decoded.value).not.toHaveProperty("mark");
        else expect(decoded.error.message).toMatch(/^unable to [a-z ]+; [\w.]+ [\w ,.–-]+/);
      }),
      check,
    );
  });

  test("any text, and anything in the fields of a frame, is a frame or nothing to a client", () => {
    const type = fc.constantFrom(...Object.keys(frameSchemas));
    const frame = fc
      .tuple(type, fc.dictionary(key, json, { maxKeys: 8 }))
      .map(([name, fields]) => ({ ...fields, type: name }));
    fc.assert(
      fc.property(
        fc.oneof(
          text,
          frame.map((value) => JSON.stringify(value)),
        ),
        (written) => {
          expect(decodeFrame(written)).not.toBeNull();
        },
      ),
      check,
    );
  });

  test("what a frame of the embed tells its page is a message or nothing", () => {
    fc.assert(
      fc.property(json, (data) => parseFrameMessage(data) !== null),
      check,
    );
  });
});

describe("fuzz: cursors", { timeout: TIMEOUT_MS }, () => {
  test("any text is a cursor that is written as it was read, or none", () => {
    const near = fc.tuple(text, fc.oneof(fc.bigInt().map(String), text)).map((parts) => parts.join(":"));
    fc.assert(
      fc.property(fc.oneof(text, near), (given) => {
        const cursor = parseCursor(given);
        if (cursor !== undefined) expect(formatCursor(cursor)).toBe(given);
      }),
      check,
    );
  });
});

describe("fuzz: tokens", { timeout: TIMEOUT_MS }, () => {
  let keys: SigningKeys;
  let right: string;
  beforeAll(async () => {
    keys = await deriveKeys("a secret of the tests, of more than 32 characters");
    right = await signGuest(keys.guest, newGuest("Ada", Date.now()));
  });

  test("nothing but what was signed is a token or a ticket: not any text, not a token with one character changed", async () => {
    const change = fc.tuple(fc.nat(), fc.constantFrom(...Array.from("AZaz09-_.=+/ \n\u0000")));
    const changed = change.map(([at, character]) => {
      const place = at % right.length;
      return right.slice(0, place) + character + right.slice(place + 1);
    });
    const base64 = json.map((value) => Buffer.from(JSON.stringify(value)).toString("base64url"));
    const made = fc.tuple(base64, base64, base64).map((parts) => parts.join("."));
    await fc.assert(
      fc.asyncProperty(fc.oneof(text, changed, made), async (token) => {
        fc.pre(!isSame(token, right));
        const now = Date.now();
        expect((await verifyGuest(keys.guest, token, now)).kind).toBe("forged");
        expect((await verifyTicket(keys.ticket, token, "lobby", now)).kind).toBe("forged");
      }),
      check,
    );
  });

  test("control: what was signed is one", async () => {
    expect((await verifyGuest(keys.guest, right, Date.now())).kind).toBe("valid");
  });

  test("any header, subprotocol, cookie and ticket is looked at without a fault", () => {
    fc.assert(
      fc.property(latin1, latin1, latin1, text, (authorization, protocol, cookie, ticket) => {
        const query = new URLSearchParams({ ticket: ticket.toWellFormed() });
        const request = new Request(`https://chat.example/ws?${query.toString()}`, {
          headers: { authorization, "sec-websocket-protocol": protocol, cookie, "cf-access-jwt-assertion": cookie },
        });
        expect(givenToken(request, "cf-access-jwt-assertion")).toBeDefined();
      }),
      check,
    );
  });
});

describe("fuzz: names", { timeout: TIMEOUT_MS }, () => {
  test("any text is a display name that stays as it is, or none", () => {
    fc.assert(
      fc.property(text, (given) => {
        const name = parseDisplayName(given);
        if (name === undefined) return;
        expect(parseDisplayName(name)).toBe(name);
        expect(hasAtMostCodePoints(name, 64)).toBe(true);
        expect(name).not.toMatch(/[\p{Cc}\p{Cs}\u2028-\u202E\u2066-\u2069]/u);
      }),
      check,
    );
  });

  test("any part of a path is the name of a room, or refused", () => {
    fc.assert(
      fc.property(text, (part) => {
        expect(outcome(() => parseRoomName(part, "enter room"))).toBe(isRoomName(part) ? "value" : "refused");
      }),
      check,
    );
  });

  test("whatever is typed as a room is the name of one, or nothing", () => {
    fc.assert(
      fc.property(text, (typed) => {
        const name = normaliseRoomName(typed);
        expect(name === "" || isRoomName(name)).toBe(true);
      }),
      check,
    );
  });

  test("any address has a network", () => {
    fc.assert(
      fc.property(text, (address) => {
        expect(networkPrefix(address)).toBeTypeOf("string");
      }),
      check,
    );
  });
});

describe("fuzz: queries and bodies", { timeout: TIMEOUT_MS }, () => {
  test("any query is a range or none, and its cursor is passed on or not", () => {
    const number = fc.oneof(text, fc.bigInt().map(String), fc.double().map(String));
    const name = fc.constantFrom("before", "after", "thread", "limit", "q", "since", "__proto__", "constructor");
    fc.assert(
      fc.property(fc.array(fc.tuple(name, number), { maxLength: 6 }), (entries) => {
        const query = new URLSearchParams(entries.map(([each, value]) => [each, value.toWellFormed()]));
        const values = Object.fromEntries([...query.keys()].map((each) => [each, numberIn(query.getAll(each))]));
        const range = v.safeParse(historyRangeSchema, values);
        if (range.success) expect(range.output.limit).toBeLessThanOrEqual(100);
        v.safeParse(searchRangeSchema, { ...values, q: query.get("q") ?? undefined });
        expect((givenCursor(query) ?? "").length).toBeLessThanOrEqual(100);
      }),
      check,
    );
  });

  test("any JSON is a request or none", () => {
    const schema = fc.constantFrom(
      botRequestSchema,
      inviteRequestSchema,
      newRoomSchema,
      sessionRequestSchema,
      webhookRequestSchema,
    );
    const url = fc.oneof(
      text,
      text.map((rest) => `https://${rest}`),
    );
    fc.assert(
      fc.property(schema, json, url, (each, body, address) => {
        v.safeParse(each, body);
        v.safeParse(webhookRequestSchema, { url: address });
      }),
      check,
    );
  });
});

describe("fuzz: what is shown", { timeout: TIMEOUT_MS }, () => {
  test("links of any text lead by http or https alone, and the parts joined are the text", () => {
    fc.assert(
      fc.property(text, (written) => {
        const tokens = tokenize(written);
        expect(tokens.map((token) => token.text).join("")).toBe(written);
        for (const token of tokens) if (token.kind === "link") expect(token.href).toMatch(/^https?:\/\//);
      }),
      check,
    );
  });

  test("a terminal is given nothing that it would obey", () => {
    fc.assert(
      fc.property(text, (written) => {
        expect(sanitise(written)).not.toMatch(/[\p{Cc}\u2028-\u202E\u2066-\u2069]/u);
      }),
      check,
    );
  });
});

/** The last character of a signature has bits that count for nothing: those spell the same token. */
function isSame(token: string, other: string): boolean {
  const bytes = (jwt: string) => jwt.split(".").map((part) => Buffer.from(part, "base64url").toString("hex"));
  return token === other || JSON.stringify(bytes(token)) === JSON.stringify(bytes(other));
}
