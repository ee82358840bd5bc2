// owning.ts: what an owner has of a room beside its talk: bots and webhooks; and looking for words (contract 9).

import { expectMatch, expectSame, listAt, numberAt, show, stringAt } from "../json.ts";
import { makeRoom } from "../make-room.ts";
import type { Rule } from "../rule.ts";
import { expectProblem } from "../scene.ts";
import { newId } from "../wire.ts";

export const owning: readonly Rule[] = [
  {
    id: "R9-21",
    what: "a bot speaks by its secret, under its name, and by nothing else",
    makesRooms: true,
    async run(scene) {
      const name = await makeRoom(scene, "Ada");
      const { token } = await scene.session("Ada");
      const ada = await scene.join(name, "Ada");
      const made = await scene.http("POST", `/api/rooms/${name}/bots`, { token, body: { name: "Build" } });
      expectSame("the status of making a bot", made.status, 201);
      const [id, secret] = [stringAt(made.json, "id"), stringAt(made.json, "secret")];
      const speak = (by: string, body: { id: string; text: string }) =>
        scene.http("POST", `/api/bots/${name}/${id}`, { token: by, body });
      const command = { id: newId(), text: "green" };
      expectSame("the status of what it says", (await speak(secret, command)).status, 201);
      expectSame("the status of a repeat", (await speak(secret, command)).status, 200);
      expectMatch("what is heard", (await ada.events())[0], {
        kind: "message",
        text: "green",
        by: { id: `b_${id}`, name: "Build" },
      });
      expectProblem("a wrong secret", await speak("wrong", command), 401, "unauthenticated");
      const rotated = await scene.http("POST", `/api/rooms/${name}/bots/${id}/secret`, { token, body: {} });
      expectProblem("the old secret", await speak(secret, command), 401, "unauthenticated");
      expectSame("the status by the new one", (await speak(stringAt(rotated.json, "secret"), command)).status, 200);
    },
  },
  {
    id: "R10-43",
    what: "nobody takes a room back to an older state who is no operator, its owner neither",
    makesRooms: true,
    async run(scene) {
      const name = await makeRoom(scene, "Ada");
      const path = `/api/rooms/${name}/restore`;
      const body = { id: newId(), at: Date.now() - 60_000 };
      for (const who of ["Ada", "Bo"] as const) {
        const { token } = await scene.session(who);
        expectProblem(who, await scene.http("POST", path, { token, body }), 403, "forbidden");
      }
      expectProblem("nobody", await scene.http("POST", path, { body }), 401, "unauthenticated");
    },
  },
  {
    id: "R9-20",
    what: "webhooks are for owners, and go to no address inside a network",
    makesRooms: true,
    async run(scene) {
      const name = await makeRoom(scene, "Ada");
      const { token } = await scene.session("Ada");
      const other = (await scene.session("Bo")).token;
      const path = `/api/rooms/${name}/webhooks`;
      for (const url of ["http://example.com/", "https://10.0.0.1/", "https://[::1]/", "https://printer.local/"]) {
        expectProblem(url, await scene.http("POST", path, { token, body: { url } }), 400, "invalid");
      }
      const body = { url: "https://example.com/hubbub" };
      expectProblem("another's", await scene.http("POST", path, { token: other, body }), 403, "forbidden");
      expectMatch("what is left", (await scene.http("GET", path, { token })).json, { webhooks: [] });
    },
  },
  {
    id: "R9-22",
    what: "messages are found by their words as they stand now, newest first",
    async run(scene) {
      const name = scene.room();
      const ada = await scene.join(name, "Ada");
      const { token } = await scene.session("Ada");
      const first = numberAt(await ada.say("green tea at five"), "seq");
      const second = numberAt(await ada.say("black coffee and tea"), "seq");
      const search = async (query: string) => {
        const answer = await scene.http("GET", `/api/rooms/${name}/search?q=${query}`, { token });
        return listAt(answer.json, "messages").map((message) => numberAt(message, "seq"));
      };
      expectSame("both", show(await search("tea")), show([second, first]));
      expectSame("every word counts", show(await search("green+te")), show([first]));
      await ada.ask({ type: "edit", id: newId(), message: first, text: "water" });
      expectSame("after an edit", show(await search("green")), show([]));
      expectProblem("no words", await scene.http("GET", `/api/rooms/${name}/search?q=`, { token }), 400, "invalid");
    },
  },
  {
    id: "R9-40 R4-60",
    what: "a search asks by whom, with a link, and when; a time is a place in history",
    async run(scene) {
      const name = scene.room();
      const ada = await scene.join(name, "Ada");
      const bo = await scene.join(name, "Bo");
      const { token } = await scene.session("Ada");
      const first = numberAt(await ada.say("tea at https://tea.example"), "seq");
      const second = await bo.say("tea without");
      const [seq, time] = [numberAt(second, "seq"), numberAt(second, "at")];
      const search = async (query: string) => {
        const answer = await scene.http("GET", `/api/rooms/${name}/search?${query}`, { token });
        return listAt(answer.json, "messages").map((message) => numberAt(message, "seq"));
      };
      expectSame("with a link", show(await search("has=link&q=tea")), show([first]));
      expectSame("by an id", show(await search(`from=${stringAt(bo.welcome, "you.id")}`)), show([seq]));
      expectSame("by nobody", show(await search("from=nobody-of-that-name")), show([]));
      expectSame("later", show(await search(`q=tea&afterAt=${time + 1}`)), show([]));
      expectSame("earlier", show(await search(`q=tea&beforeAt=${time + 1}`)), show([seq, first]));
      expectMatch("from the beginning", await ada.ask({ type: "history", id: newId(), at: 0, limit: 1 }), {
        type: "history",
        messages: [{ seq: first }],
        more: true,
      });
      expectMatch("from later on", await ada.ask({ type: "history", id: newId(), at: time + 1 }), { messages: [] });
    },
  },
];
