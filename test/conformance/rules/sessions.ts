// sessions.ts: sections 9 and 11, sessions, cookies, tickets and what a token is worth.

import { absent, at, type Check, expectMatch, expectSame, expectThat, near, stringAt, text } from "../json.ts";
import type { Rule } from "../rule.ts";
import { type Answer, expectProblem, sleep } from "../scene.ts";

const future: Check = (value) => (typeof value === "number" && value > Date.now() ? undefined : "a time to come");
const SIGN_OUT_MS = 60_000;

export const sessions: readonly Rule[] = [
  {
    id: "R9-4 R11-3 R11-4",
    what: "POST /api/session makes a guest: 201, the token, and the cookie as it must be",
    async run(scene) {
      const { token } = await scene.session("Ada");
      // With a token it renews: the answer is of the same form, and makes no guest.
      const answer = await scene.http("POST", "/api/session", { token, body: {} });
      expectSame("the status", answer.status, 201);
      const { id } = await scene.session("Ada");
      expectMatch("the answer", answer.json, { token: text, expiresAt: future, member: { id, name: "Ada" } });
      const cookie = answer.headers.get("set-cookie") ?? "";
      const parts = cookie.split(";").map((part) => part.trim());
      expectThat(
        parts[0] === `hubbub_session=${stringAt(answer.json, "token")}`,
        `the cookie should carry the token: ${parts[0]}`,
      );
      for (const part of ["HttpOnly", "SameSite=Lax", "Path=/"])
        expectThat(parts.includes(part), `the cookie should have ${part}: ${cookie}`);
      expectSame("Secure", parts.includes("Secure"), !scene.deployment.isLocal);
      const claims = claimsOf(stringAt(answer.json, "token"));
      expectMatch("the token's header", claims.header, { alg: "HS256" });
      expectMatch("the token's claims", claims.payload, { aud: "hubbub", sub: id, name: "Ada", jti: text });
      const seconds = near(Date.now() / 1000, Number.MAX_SAFE_INTEGER);
      expectMatch("its times", claims.payload, { iat: seconds, exp: seconds });
      const days = (Number(at(claims.payload, "exp")) - Number(at(claims.payload, "iat"))) / 86_400;
      expectSame("its life in days", days, 90);
    },
  },
  {
    id: "R9-5",
    what: "GET /api/session tells who one is; without a session it is 401",
    async run(scene) {
      const { token, id } = await scene.session("Ada");
      const answer = await scene.http("GET", "/api/session", { token });
      expectSame("the status", answer.status, 200);
      expectMatch("who it is", answer.json, { member: { id, name: "Ada" }, expiresAt: future });
      expectProblem("nobody", await scene.http("GET", "/api/session"), 401, "unauthenticated");
    },
  },
  {
    id: "R11-5 R9-4",
    what: "POST /api/session with a token renews it: the same member, under another name where one is given",
    async run(scene) {
      const { token, id } = await scene.session("Ed");
      const renewed = await scene.http("POST", "/api/session", { token, body: { name: "Edward" } });
      expectMatch("the answer", renewed.json, { member: { id, name: "Edward" } });
      const before = claimsOf(token).payload;
      const after = claimsOf(stringAt(renewed.json, "token")).payload;
      expectSame("the session", at(after, "jti"), at(before, "jti"));
      const room = scene.room();
      const both = [
        await scene.join(room, "Ed"),
        await scene.enter(room, "Ed", { token: stringAt(renewed.json, "token") }),
      ];
      for (const { welcome } of both) expectMatch("who is in", welcome, { you: { id } });
      expectMatch("the renewed name", both[1]?.welcome, { you: { name: "Edward" }, members: { count: 1 } });
    },
  },
  {
    id: "R11-3",
    what: "forged tokens are refused: another payload, another key, alg none, another algorithm, a ticket as a token",
    async run(scene) {
      const { token } = await scene.session("Ada");
      const [header = "", payload = "", signature = ""] = token.split(".");
      const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
      const claims = JSON.parse(Buffer.from(payload, "base64url").toString());
      const { json } = await scene.http("POST", "/api/session/ticket", { token, body: { room: "lobby" } });
      const forged: Readonly<Record<string, string>> = {
        "another member": `${header}.${encode({ ...claims, sub: `g_${"A".repeat(22)}` })}.${signature}`,
        "a longer life": `${header}.${encode({ ...claims, exp: claims.exp + 1000 })}.${signature}`,
        "a signature changed": `${header}.${payload}.${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}`,
        "no signature": `${header}.${payload}.`,
        "alg none": `${encode({ alg: "none", typ: "JWT" })}.${payload}.`,
        "alg None with a signature": `${encode({ alg: "None" })}.${payload}.${signature}`,
        "alg HS512": `${encode({ alg: "HS512", typ: "JWT" })}.${payload}.${signature}`,
        "alg RS256": `${encode({ alg: "RS256", typ: "JWT" })}.${payload}.${signature}`,
        "nothing but dots": "..",
        "a ticket": stringAt(json, "ticket"),
      };
      for (const [what, bad] of Object.entries(forged)) {
        const looked = await scene.http("GET", "/api/session", { token: bad });
        expectProblem(`${what}, by HTTP`, looked, 401, "unauthenticated");
        const wire = await scene.knock(scene.room(), `somebody with ${what}`, { token: bad });
        expectSame(`the close of ${what}`, await wire.closed(), { code: 4401, reason: "unauthenticated" });
      }
    },
  },
  {
    id: "R9-7 R3-3",
    what: "a ticket opens its room for 60 s, as the member who asked; a session is needed, and a right room's name",
    async run(scene) {
      const { token, id } = await scene.session("Ada");
      const room = scene.room();
      const answer = await scene.http("POST", "/api/session/ticket", { token, body: { room } });
      expectSame("the status", answer.status, 200);
      expectMatch("the answer", answer.json, { ticket: text, expiresAt: near(Date.now() + 60_000, 5000) });
      const entered = await scene.enter(room, "Ada by ticket", { query: { ticket: stringAt(answer.json, "ticket") } });
      expectMatch("who is in", entered.welcome, { you: { id, name: "Ada" }, session: absent });
      await entered.say("as herself");
      expectProblem(
        "a ticket without a session",
        await scene.http("POST", "/api/session/ticket", { body: { room } }),
        401,
        "unauthenticated",
      );
      for (const body of [{}, { room: "Not A Room" }, { room: 1 }, []]) {
        expectProblem(
          `a ticket for ${JSON.stringify(body)}`,
          await scene.http("POST", "/api/session/ticket", { token, body }),
          400,
          ["invalid", "bad_frame"],
        );
      }
    },
  },
  {
    id: "R9-7",
    what: "a ticket is of no use after its 60 s",
    early: true,
    slow: true,
    async run(scene) {
      const { token } = await scene.session("Bo");
      const room = scene.room();
      const { json } = await scene.http("POST", "/api/session/ticket", { token, body: { room } });
      await sleep(61_500);
      const wire = await scene.knock(room, "somebody with an old ticket", {
        query: { ticket: stringAt(json, "ticket") },
      });
      expectMatch("the refusal", await wire.next("error"), { code: /^(expired|unauthenticated)$/ });
      expectMatch("the close", await wire.closed(), { code: 4401 });
    },
  },
  {
    id: "R9-6 R11-5",
    what: "DELETE /api/session signs out: 204, the cookie cleared, every token of the session refused within 60 s",
    early: true,
    async run(scene) {
      const { token } = await scene.newSession("Leaver");
      const room = scene.room();
      const renewed = stringAt((await scene.http("POST", "/api/session", { token, body: {} })).json, "token");
      const wire = await scene.enter(room, "Leaver", { token, patienceMs: SIGN_OUT_MS + 5000 });
      const ended = await scene.http("DELETE", "/api/session", { token });
      expectSame("the status", ended.status, 204);
      expectMatch("the cookie", ended.headers.get("set-cookie"), /^hubbub_session=;.*(Max-Age=0|Expires=)/);
      const startedAt = performance.now();
      let answers: readonly Answer[] = [];
      while (performance.now() - startedAt < SIGN_OUT_MS) {
        answers = await Promise.all([token, renewed].map((each) => scene.http("GET", "/api/session", { token: each })));
        if (answers.every(({ status }) => status === 401)) break;
        await sleep(1000);
      }
      for (const answer of answers) expectProblem("the session", answer, 401, "unauthenticated");
      const again = await scene.knock(room, "Leaver", { token });
      expectSame("the close of one who comes back", await again.closed(), { code: 4401, reason: "unauthenticated" });
      expectProblem("a renewal", await scene.http("POST", "/api/session", { token, body: {} }), 401, "unauthenticated");
      expectSame("a second sign-out", (await scene.http("DELETE", "/api/session", { token })).status >= 500, false);
      wire.vanish();
    },
  },
];

function claimsOf(token: string): { header: ReturnType<typeof decode>; payload: ReturnType<typeof decode> } {
  const [header = "", payload = ""] = token.split(".");
  return { header: decode(header), payload: decode(payload) };
}

function decode(part: string): Record<string, string | number> {
  return JSON.parse(Buffer.from(part, "base64url").toString());
}
