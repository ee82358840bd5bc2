// identity.ts: sections 9 and 11, sessions that are handed on, and names that could be taken for others'.

import { at, type Check, expectMatch, expectSame, expectThat, near, stringAt, text } from "../json.ts";
import { makeRoom } from "../make-room.ts";
import type { Rule } from "../rule.ts";
import { expectProblem } from "../scene.ts";
import { newId } from "../wire.ts";

const TAGGED: Check = (value) =>
  typeof value === "string" && /^.+ \([a-km-np-z2-9]{4}\)$/.test(value) ? undefined : "a name with a tag behind it";

export const identity: readonly Rule[] = [
  {
    id: "R9-23",
    what: "a code makes another device the same member, once, in a session that is signed out by itself",
    async run(scene) {
      const { token, id } = await scene.session("Ada");
      const made = await scene.http("POST", "/api/session/device", { token, body: {} });
      expectSame("the status", made.status, 201);
      expectMatch("the answer", made.json, { code: text, url: text, expiresAt: near(Date.now() + 600_000, 10_000) });
      const code = stringAt(made.json, "code");
      const url = new URL(stringAt(made.json, "url"));
      expectSame("the fragment of the link", url.hash, `#device=${code}`);
      expectThat(
        !`${url.origin}${url.pathname}${url.search}`.includes(code),
        "the code should stand in the fragment alone",
      );
      const claim = (body: { code: string }) => scene.http("POST", "/api/session/device/claim", { body });
      const answers = await Promise.all([claim({ code }), claim({ code })]);
      const won = answers.find(({ status }) => status === 201);
      expectSame("how often it was of use", answers.filter(({ status }) => status === 201).length, 1);
      for (const lost of answers.filter((answer) => answer !== won)) expectProblem("the other", lost, 404, "not_found");
      expectMatch("the session", won?.json, { member: { id }, token: text });
      const claimed = stringAt(won?.json, "token");
      await scene.http("DELETE", "/api/session", { token: claimed });
      expectProblem(
        "the signed-out one",
        await scene.http("GET", "/api/session", { token: claimed }),
        401,
        "unauthenticated",
      );
      expectSame("the other one", (await scene.http("GET", "/api/session", { token })).status, 200);
      expectProblem(
        "nobody's code",
        await scene.http("POST", "/api/session/device", { body: {} }),
        401,
        "unauthenticated",
      );
    },
  },
  {
    id: "R9-23 R9-24",
    what: "codes and operators' links that nobody made are not_found",
    async run(scene) {
      const wrong = { code: "A".repeat(22) };
      expectProblem("a code", await scene.http("POST", "/api/session/device/claim", { body: wrong }), 404, "not_found");
      const link = `${"A".repeat(22)}.${Math.floor(Date.now() / 1000) + 300}.${"A".repeat(43)}`;
      const { token } = await scene.session("Ada");
      expectProblem(
        "a link",
        await scene.http("POST", "/api/session/operator", { token, body: { link } }),
        404,
        "not_found",
      );
      const whoAmI = await scene.http("GET", "/api/session", { token });
      expectSame("whether one is an operator", at(whoAmI.json, "operator"), undefined);
    },
  },
  {
    id: "R11-16 R4-4",
    what: "a tower of accents is no name",
    async run(scene) {
      const ada = await scene.join(scene.room(), "Ada");
      for (const name of ["Z\u0351\u036B\u0343\u0357", `x${"\u0E47".repeat(6)}`])
        expectMatch("the refusal", await ada.ask({ type: "rename", id: newId(), name }), {
          type: "error",
          code: "invalid",
        });
    },
  },
  {
    id: "R11-17",
    what: "nobody renames to what looks like the owner's name, and a guest who comes under one bears a tag",
    makesRooms: true,
    async run(scene) {
      const name = await makeRoom(scene, "Ada", { name: scene.room() });
      const owner = await scene.join(name, "Ada");
      const ownName = stringAt(at(owner.welcome, "you"), "name");
      const other = await scene.join(name, "Bo");
      for (const like of [ownName.toUpperCase(), `${ownName}.`, Array.from(ownName).join(" ")])
        expectMatch(`renaming to ${like}`, await other.ask({ type: "rename", id: newId(), name: like }), {
          type: "error",
          code: "invalid",
        });
      const { token } = await scene.session("Cy");
      const renewed = await scene.http("POST", "/api/session", { token, body: { name: ownName } });
      const come = await scene.enter(name, "Cy as the owner", { token: stringAt(renewed.json, "token") });
      expectMatch("their name", come.welcome, { you: { name: TAGGED } });
    },
  },
];
