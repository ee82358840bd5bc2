// making-rooms.ts: rooms made, listed and exported over HTTP (contract 9 and 10).

import { count, expectMatch, expectSame, expectThat, listAt, numberAt, parseJson, stringAt, text } from "../json.ts";
import { makeRoom } from "../make-room.ts";
import type { Rule } from "../rule.ts";
import { expectProblem } from "../scene.ts";

const GIVEN_NAME = /^p-[a-z0-9]{26,}$/;

export const makingRooms: readonly Rule[] = [
  {
    id: "R9-14 R10-5 R9-18",
    what: "a room is made under a chosen name, its maker the owner, who alone may export its log",
    makesRooms: true,
    async run(scene) {
      const name = scene.room();
      const { token, id } = await scene.session("Ada");
      expectSame("the name", await makeRoom(scene, "Ada", { name, title: "Tea at five" }), name);
      expectMatch("the owner's welcome", (await scene.join(name, "Ada")).welcome, {
        room: { name, title: "Tea at five", visibility: "unlisted" },
        head: 2,
        you: { id, role: "owner" },
      });
      expectMatch("another's", (await scene.join(name, "Bo")).welcome, { you: { role: "member" } });
      await (await scene.join(name, "Bo")).say("two\nlines");
      const answer = await scene.http("GET", `/api/rooms/${name}/export`, { token });
      expectSame("the status of the export", answer.status, 200);
      expectThat(answer.text.endsWith("\n"), "the last line of an export should be a whole one");
      expectMatch(
        "the log",
        answer.text
          .trimEnd()
          .split("\n")
          .map((line) => parseJson(line) ?? null),
        [
          { seq: 1, kind: "configured", by: { id }, title: "Tea at five" },
          { seq: 2, kind: "member", action: "role", role: "owner", member: { id } },
          { seq: 3, kind: "message", text: "two\nlines" },
        ],
      );
      const others = (await scene.session("Bo")).token;
      expectProblem(
        "another's",
        await scene.http("GET", `/api/rooms/${name}/export`, { token: others }),
        403,
        "forbidden",
      );
      expectProblem("nobody's", await scene.http("GET", `/api/rooms/${name}/export`), 401, "unauthenticated");
    },
  },
  {
    id: "R10-4 R10-7",
    what: "a private room gets a name that nobody can guess, and looks to others like one that nobody made",
    makesRooms: true,
    async run(scene) {
      const name = await makeRoom(scene, "Ada", { visibility: "private" });
      const { token } = await scene.session("Ada");
      const stranger = (await scene.session("Bo")).token;
      expectMatch("the name", name, GIVEN_NAME);
      expectSame("the owner's look", (await scene.http("GET", `/api/rooms/${name}`, { token })).status, 200);
      const unmade = `p-${crypto.randomUUID().replaceAll("-", "").slice(0, 26)}`;
      for (const path of ["", "/messages", "/members", "/values"]) {
        for (const asking of [{}, { token: stranger }]) {
          const hidden = await scene.http("GET", `/api/rooms/${name}${path}`, asking);
          const absent = await scene.http("GET", `/api/rooms/${unmade}${path}`, asking);
          expectProblem(`a private room's ${path}`, hidden, 404, "not_found");
          expectSame("the same for an unmade one", hidden.json, absent.json);
        }
      }
    },
  },
  {
    id: "R9-14 R10-4 R10-5",
    what: "what cannot be made is refused: taken names, names of the server's, private with a name; without a session, 401",
    async run(scene) {
      const { token } = await scene.session("Ada");
      const [entered, talkedIn] = [scene.room(), scene.room()];
      await scene.join(entered, "Bo");
      await (await scene.join(talkedIn, "Bo")).say("here first");
      const make = (body: Parameters<typeof scene.http>[2]) => scene.http("POST", "/api/rooms", { token, ...body });
      for (const name of ["lobby", entered, talkedIn])
        expectProblem(`making ${name}`, await make({ body: { name } }), 409, "taken");
      expectMatch("the room", (await scene.http("GET", `/api/rooms/${entered}`)).json, { epoch: "0", head: 0 });
      for (const body of [
        { name: "Capital" },
        { name: "" },
        { name: 7 },
        { name: `p-${"a".repeat(26)}` },
        { name: scene.room(), visibility: "private" },
        { visibility: "secret" },
        { title: "" },
        { title: "two\nlines" },
      ])
        expectProblem(`making ${JSON.stringify(body)}`, await make({ body }), 400, "invalid");
      expectProblem("a long title", await make({ body: { title: "x".repeat(81) } }), 413, "too_large");
      expectProblem("a body of 70 KiB", await make({ body: { title: "x".repeat(70 * 1024) } }), 413, "too_large");
      expectProblem("no session", await scene.http("POST", "/api/rooms", { body: {} }), 401, "unauthenticated");
    },
  },
  {
    id: "R9-15",
    what: "public rooms are listed, the most recently active first; unlisted ones are not",
    makesRooms: true,
    async run(scene) {
      const name = await makeRoom(scene, "Ada", { name: scene.room(), visibility: "public", title: "Everybody" });
      const unlisted = await makeRoom(scene, "Ada", { name: scene.room() });
      let rooms = await listed();
      // What is listed may be a few seconds old, here and on the way.
      for (let tries = 0; tries < 40 && !rooms.some((room) => stringAt(room, "name") === name); tries += 1) {
        await new Promise((resolve) => setTimeout(resolve, 500));
        rooms = await listed();
      }
      const found = rooms.find((room) => stringAt(room, "name") === name);
      expectMatch("the room", found, { name, title: "Everybody", topic: "", members: count, activeAt: count });
      expectThat(!rooms.some((room) => stringAt(room, "name") === unlisted), "an unlisted room is listed");
      const times = rooms.map((room) => numberAt(room, "activeAt"));
      expectSame(
        "the order",
        times,
        times.toSorted((a, b) => b - a),
      );
      expectThat(rooms.length <= 100, `at most 100 rooms should be listed, not ${rooms.length}`);

      async function listed() {
        const answer = await scene.http("GET", "/api/rooms");
        expectSame("the status", answer.status, 200);
        expectMatch("its tag", answer.headers.get("etag"), text);
        return listAt(answer.json, "rooms");
      }
    },
  },
  {
    id: "R9-14",
    what: "a maker who repeats a taken name makes nothing more",
    makesRooms: true,
    async run(scene) {
      const name = await makeRoom(scene, "Ada", { name: scene.room() });
      const { token } = await scene.session("Ada");
      const again = await scene.http("POST", "/api/rooms", { token, body: { name } });
      expectProblem("the same name again", again, 409, "taken");
      const ada = await scene.join(name, "Ada");
      expectSame("the seq of the first words", numberAt(await ada.say("first words"), "seq"), 3);
    },
  },
];
