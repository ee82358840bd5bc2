// commands.ts: section 4, send and rename, and the form of frames from a client.

import { absent, at, expectMatch, expectSame, type JsonObject, now, stringAt } from "../json.ts";
import type { Rule } from "../rule.ts";
import { newId } from "../wire.ts";
import { refusedFrames } from "./refused-frames.ts";

export const commands: readonly Rule[] = [
  {
    id: "R4-1",
    what: "a text is kept as it came: no trimming, no normalising; 8,000 code points are one",
    async run(scene) {
      const room = scene.room();
      const ada = await scene.join(room, "Ada");
      const texts = [
        "  e\u0301 \u00e9 \u202e<b>&amp;\n\t\u{1F469}\u200d\u{1F4BB} \ufffd\u200b ",
        "\u{1F44D}".repeat(8000),
        '\\u0041 " \u0001 \u007f \u2028',
      ];
      for (const each of texts) await ada.say(each);
      expectSame("the texts of the events", await ada.texts(texts.length), texts);
      const bo = await scene.join(room, "Bo");
      for (const [index, each] of texts.entries())
        expectSame("a text of the snapshot", at(bo.welcome, `snapshot.messages.${index}.text`), each);
    },
  },
  {
    id: "R4-2",
    what: "data, attachments, replyTo and thread come back as they were sent; a thread's root tells how many replies it has",
    async run(scene) {
      const room = scene.room();
      const ada = await scene.join(room, "Ada");
      await ada.say("root");
      const attachments = [{ url: "https://files.example/a.png", name: "a \u202e.png", type: "image/png", size: 12 }];
      const given: readonly JsonObject[] = [
        { replyTo: 1, thread: 1, attachments, data: { a: [1, -0.5, null, "é", { b: false }] } },
        { data: null },
        { data: "d".repeat(4094) },
        { data: JSON.parse(`${"[".repeat(2048)}${"]".repeat(2048)}`) },
        { data: JSON.parse('{"__proto__":{"x":1},"constructor":1}') },
        { thread: 1 },
      ];
      for (const fields of given) await ada.say("with fields", fields);
      await ada.events();
      const events = await ada.events(given.length);
      const { welcome } = await scene.join(room, "Bo");
      for (const [index, fields] of given.entries()) {
        for (const [name, value] of Object.entries(fields)) {
          expectSame(`${name} of event ${index + 2}`, JSON.stringify(at(events[index], name)), JSON.stringify(value));
          expectSame(
            `${name} of message ${index + 2}`,
            JSON.stringify(at(welcome, `snapshot.messages.${index + 1}.${name}`)),
            JSON.stringify(value),
          );
        }
      }
      expectMatch("the root", at(welcome, "snapshot.messages.0"), { seq: 1, replies: 2 });
      expectMatch("a message without a thread", at(welcome, "snapshot.messages.2"), { replies: absent });
    },
  },
  {
    id: "R4-3",
    what: "a reply to what is no message here is not_found; a thread under that, or in a thread, is invalid",
    async run(scene) {
      const ada = await scene.join(scene.room(), "Ada");
      await ada.say("root");
      await ada.say("in its thread", { thread: 1 });
      await ada.ask({ type: "rename", id: newId(), name: "Ada the second" });
      const refused: readonly (readonly [fields: JsonObject, code: string])[] = [
        [{ replyTo: 99 }, "not_found"],
        [{ replyTo: 3 }, "not_found"],
        [{ thread: 99 }, "invalid"],
        [{ thread: 2 }, "invalid"],
        [{ thread: 3 }, "invalid"],
      ];
      for (const [fields, code] of refused) {
        const answer = await ada.ask({ type: "send", id: newId(), text: "x", ...fields });
        expectMatch(`a send with ${JSON.stringify(fields)}`, answer, { type: "error", code });
      }
      await ada.say("a reply to what is in a thread", { replyTo: 2 });
    },
  },
  {
    id: "R4-4 R5.1-1",
    what: "a rename is an event and holds on all connections of the member; what was said before keeps the old name",
    async run(scene) {
      const room = scene.room();
      const [ada, tab, bo] = [
        await scene.join(room, "Ada"),
        await scene.join(room, "Ada"),
        await scene.join(room, "Bo"),
      ];
      const { id } = await scene.session("Ada");
      await ada.say("before");
      const command = newId();
      expectMatch("the ack", await ada.ask({ type: "rename", id: command, name: "  Ada Lovelace " }), {
        type: "ack",
        seq: 2,
        at: now,
      });
      await tab.say("after, in another tab");
      const events = await bo.events(3);
      expectMatch("the events", events, [
        { kind: "message", by: { id, name: "Ada" } },
        {
          kind: "member",
          action: "rename",
          id: command,
          by: { id, name: "Ada" },
          member: { id, name: "Ada Lovelace" },
        },
        { kind: "message", by: { id, name: "Ada Lovelace" } },
      ]);
      expectMatch("a rename to the same name", await tab.ask({ type: "rename", id: newId(), name: "Ada Lovelace" }), {
        type: "ack",
        seq: 0,
      });
      const later = await scene.join(room, "Ada");
      expectMatch("who comes back", later.welcome, { you: { name: "Ada Lovelace" }, head: 3 });
      expectMatch("the snapshot", later.welcome, {
        snapshot: { messages: [{ by: { name: "Ada" } }, { by: { name: "Ada Lovelace" } }] },
      });
      const elsewhere = await scene.join(scene.room(), "Ada");
      expectMatch("who comes elsewhere", elsewhere.welcome, { you: { name: "Ada" } });
    },
  },
  {
    id: "R4-8",
    what: "a binary frame is answered with bad_frame and closes with 1003",
    async run(scene) {
      const ada = await scene.join(scene.room(), "Ada");
      ada.raw(new Uint8Array(Buffer.from('{"type":"send","id":"x","text":"x"}')));
      expectMatch("the error", await ada.next("error"), { code: "bad_frame" });
      expectSame("the close", await ada.closed(), { code: 1003, reason: "bad_frame" });
    },
  },
  {
    id: "R4-37",
    what: "authenticate puts a newer token of the same member in place, with seq 0; another's, and a bad one, are refused",
    async run(scene) {
      const room = scene.room();
      const ada = await scene.join(room, "Ada");
      const authenticate = (token: string) => ada.ask({ type: "authenticate", id: newId(), token });
      const { token } = await scene.session("Ada");
      expectMatch("one's own", await authenticate(token), { type: "ack", seq: 0 });
      const other = (await scene.session("Bo")).token;
      expectMatch("another's", await authenticate(other), { type: "error", code: "forbidden" });
      expectMatch("a bad one", await authenticate("a.b.c"), { type: "error", code: "unauthenticated" });
      expectMatch("what is said then", await ada.say("still Ada"), { seq: 1 });
    },
  },
  {
    id: "R4-9",
    what: "a frame of 131,072 bytes is read; one byte more closes with 1009, counted in UTF-8",
    async run(scene) {
      const room = scene.room();
      const bo = await scene.join(room, "Bo");
      for (const letter of ["x", "\u00e9"]) {
        const ada = await scene.join(room, "Ada");
        ada.raw(frameOf(131_072, letter));
        expectMatch("the answer to the largest", await ada.next("error"), { code: "unknown_type", id: "largest" });
        ada.raw(frameOf(131_073, letter));
        expectMatch("the error", await ada.next("error"), { code: "too_large" });
        expectSame("the close", await ada.closed(), { code: 1009, reason: "too_large" });
      }
      await bo.say("nobody else is disturbed");
    },
  },
  {
    id: "R4-10 R4-11 R4-16 R6-1 R6-7",
    what: "bad input gets its typed error; nothing is stored, the connection stays, nobody else is disturbed",
    async run(scene) {
      const room = scene.room();
      const bo = await scene.join(room, "Bo");
      // Of a burst of 100 refusals a connection is to be closed for abuse, and 20 commands a member may have at once.
      for (let from = 0; from < refusedFrames.length; from += 15) {
        const ada = await scene.join(scene.deployment.limits === "on" ? scene.room() : room, "Ada");
        for (const [what, frame, code, id] of refusedFrames.slice(from, from + 15)) {
          ada.raw(frame);
          const error = await ada.next("error");
          expectMatch(`the refusal of ${what}`, error, { code, message: /^unable to [a-z ]+; .+/, id: id ?? absent });
          const secret = "hunter2";
          if (stringAt(error, "message").includes(secret))
            throw new Error(`the refusal of ${what} repeats what was sent`);
        }
        expectMatch("what is said after it", await ada.say("well"), { type: "ack" });
        await ada.leave();
      }
      await bo.say("undisturbed");
      expectSame("errors that Bo got", bo.untaken("error"), []);
    },
  },
  {
    id: "R4-14",
    what: "an unknown command is answered with unknown_type and its id, and the connection stays; unknown fields are ignored",
    async run(scene) {
      const ada = await scene.join(scene.room(), "Ada");
      ada.raw('{"type":"from-the-future","id":"f","new":{"a":1}}');
      expectMatch("the answer", await ada.next("error"), { code: "unknown_type", id: "f" });
      expectMatch(
        "a send with unknown fields",
        await ada.say("x", { colour: "red", nested: { a: [] }, room: "lobby" }),
        { type: "ack" },
      );
      const [event] = await ada.events();
      expectMatch("its event", event, { text: "x", colour: absent, nested: absent });
    },
  },
  {
    id: "R5.1-4 R1-2",
    what: "an event's at is whole milliseconds, is the ack's, and never runs backwards",
    async run(scene) {
      const ada = await scene.join(scene.room(), "Ada");
      let last = 0;
      for (let index = 0; index < 5; index += 1) {
        const ack = await ada.say("x");
        const [event] = await ada.events();
        expectMatch("the ack", ack, { type: "ack", at: now, seq: index + 1 });
        expectSame("at of the event", at(event, "at"), at(ack, "at"));
        const time = Number(at(event, "at"));
        if (time < last) throw new Error("at ran backwards");
        last = time;
      }
    },
  },
];

/** An unknown command of exactly so many bytes, mostly of this letter. */
function frameOf(bytes: number, letter: string): string {
  const empty = JSON.stringify({ type: "unknown", id: "largest", pad: "" });
  const left = bytes - Buffer.byteLength(empty);
  const each = Buffer.byteLength(letter);
  const pad = letter.repeat(Math.floor(left / each)) + "y".repeat(left % each);
  return JSON.stringify({ type: "unknown", id: "largest", pad });
}
