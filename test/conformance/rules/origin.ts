// origin.ts: section 3, which pages may talk to the deployment, on every route; and CORS of section 9.

import { expectMatch, expectSame, expectThat } from "../json.ts";
import { NotSeen, type Rule } from "../rule.ts";
import { expectProblem, type Scene } from "../scene.ts";

const foreign = (scene: Scene) => [
  "https://evil.example",
  "null",
  `${scene.deployment.origin}.evil.example`,
  scene.deployment.origin.replace("://", "://evil."),
  "http://localhost.evil.example:8787",
];

export const origin: readonly Rule[] = [
  {
    id: "R3-6",
    what: "the deployment's own Origin, and none, are fine",
    async run(scene) {
      const room = scene.room();
      await scene.join(room, "Ada", { headers: { origin: scene.deployment.origin } });
      await scene.join(room, "Ada");
      for (const headers of [{ origin: scene.deployment.origin }, {}]) {
        expectSame("a look with it", (await scene.http("GET", `/api/rooms/${room}`, { headers })).status, 200);
      }
    },
  },
  {
    id: "R3-6",
    what: "any other Origin, and null, is answered 403 before the upgrade",
    async run(scene) {
      const { token } = await scene.session("Ada");
      for (const page of foreign(scene)) {
        const answer = await scene.refusal(scene.room(), { token, headers: { origin: page } });
        expectProblem(`an upgrade from ${page}`, answer, 403, "forbidden");
      }
    },
  },
  {
    id: "R3-6",
    what: "any other Origin, and null, is answered 403 on every route of the API, without CORS headers",
    async run(scene) {
      const { token } = await scene.session("Ada");
      const room = scene.room();
      const routes: readonly (readonly [method: string, path: string])[] = [
        ["POST", "/api/session"],
        ["GET", "/api/session"],
        ["DELETE", "/api/session"],
        ["POST", "/api/session/ticket"],
        ["GET", `/api/rooms/${room}`],
        ["GET", `/api/rooms/${room}/messages`],
        ["POST", `/api/rooms/${room}/messages`],
        ["GET", `/api/rooms/${room}/members`],
        ["GET", "/api/health"],
        ["OPTIONS", `/api/rooms/${room}/messages`],
      ];
      for (const page of foreign(scene).slice(0, 2)) {
        for (const [method, path] of routes) {
          const body = method === "POST" ? { body: { name: "Mallory", room, text: "from elsewhere" } } : {};
          const answer = await scene.http(method, path, { token, headers: { origin: page }, ...body });
          expectProblem(`${method} ${path} from ${page}`, answer, 403, "forbidden");
          expectMatch("its CORS header", answer.headers.get("access-control-allow-origin"), null);
        }
      }
      expectMatch("the room", (await scene.http("GET", `/api/rooms/${room}`)).json, { head: 0 });
      expectSame("the session that was not ended", (await scene.http("GET", "/api/session", { token })).status, 200);
    },
  },
  {
    id: "R3-6 R9-3",
    what: "on wrangler dev any http://localhost:* and http://127.0.0.1:* is fine, with CORS and without credentials",
    async run(scene) {
      if (!scene.deployment.isLocal) throw new NotSeen("the deployment is not on this machine");
      const room = scene.room();
      for (const page of ["http://localhost:9", "http://127.0.0.1:65535"]) {
        await scene.join(room, "Ada", { headers: { origin: page } });
        const answer = await scene.http("GET", `/api/rooms/${room}`, { headers: { origin: page } });
        expectSame(`a look from ${page}`, answer.status, 200);
        expectSame("its CORS header", answer.headers.get("access-control-allow-origin"), page);
        expectSame("its CORS credentials", answer.headers.get("access-control-allow-credentials"), null);
        const preflight = await scene.http("OPTIONS", `/api/rooms/${room}/messages`, {
          headers: {
            origin: page,
            "access-control-request-method": "POST",
            "access-control-request-headers": "authorization",
          },
        });
        expectThat(
          preflight.status === 204 || preflight.status === 200,
          `a preflight was answered ${preflight.status}`,
        );
        expectMatch("its methods", preflight.headers.get("access-control-allow-methods"), /POST/);
        expectMatch("its headers", preflight.headers.get("access-control-allow-headers"), /authorization/i);
      }
    },
  },
  {
    id: "R9-2",
    what: "a method other than GET or HEAD with a cookie must come from an allowed Origin",
    async run(scene) {
      const { token } = await scene.session("Ada");
      const room = scene.room();
      const headers = { cookie: `hubbub_session=${token}` };
      const body = { text: "by cookie" };
      const path = `/api/rooms/${room}/messages`;
      expectProblem(
        "a POST by cookie without an Origin",
        await scene.http("POST", path, { headers, body }),
        403,
        "forbidden",
      );
      const own = { ...headers, origin: scene.deployment.origin };
      expectSame(
        "a POST by cookie from the own page",
        (await scene.http("POST", path, { headers: own, body })).status,
        201,
      );
      expectSame(
        "a GET by cookie without an Origin",
        (await scene.http("GET", "/api/session", { headers })).status,
        200,
      );
    },
  },
];
