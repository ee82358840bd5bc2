// operating.ts: the figures of a deployment are its operators' alone (contract 9.3).

import { expectSame } from "../json.ts";
import type { Rule } from "../rule.ts";
import { expectProblem } from "../scene.ts";

export const operating: readonly Rule[] = [
  {
    id: "R9.3-1",
    what: "metrics and figures of rooms are refused to whoever is no operator, with a session and without",
    async run(scene) {
      const { token } = await scene.session("Ada");
      for (const path of ["/api/metrics", "/api/operator/rooms"]) {
        expectProblem(`${path} without a session`, await scene.http("GET", path), 401, "unauthenticated");
        expectProblem(`${path} for a guest`, await scene.http("GET", path, { token }), 403, "forbidden");
        const forged = await scene.http("GET", path, { token: "metrics" });
        expectProblem(`${path} for a forged token`, forged, 401, "unauthenticated");
      }
    },
  },
  {
    id: "R9.3-3",
    what: "the room of operators is there for nobody else, and looks like a name that nobody was given",
    async run(scene) {
      const { token } = await scene.session("Ada");
      const [theirs, nobodys] = [`p-${"operators".repeat(3)}`, `p-${"0".repeat(27)}`];
      for (const part of ["", "/values"]) {
        const [one, other] = await Promise.all(
          [theirs, nobodys].map(async (room) => scene.http("GET", `/api/rooms/${room}${part}`, { token })),
        );
        if (one === undefined || other === undefined) throw new Error("no answer");
        expectProblem("the room of operators", one, 404, "not_found");
        expectSame("what is said of it", one.text, other.text);
      }
    },
  },
];
