// erasing.ts: taking back what one wrote, exporting it before, and the end of a room (contract 2, 9 and 10).

import { expectMatch, expectSame, listAt, numberAt, show, stringAt } from "../json.ts";
import { makeRoom } from "../make-room.ts";
import type { Rule } from "../rule.ts";
import { expectProblem } from "../scene.ts";
import { newId } from "../wire.ts";

export const erasing: readonly Rule[] = [
  {
    id: "R2-9 R2-12",
    what: "of who erases themselves the places are left, in history, replay and search; others' words stay",
    async run(scene) {
      const name = scene.room();
      const [ada, bo] = [await scene.join(name, "Ada"), await scene.join(name, "Bo")];
      const seq = numberAt(await ada.say("quetzal"), "seq");
      await ada.ask({ type: "edit", id: newId(), message: seq, text: "quetzal again" });
      await bo.say("mine");
      const { token } = await scene.session("Bo");
      const ack = await ada.ask({ type: "erase", id: newId() });
      expectMatch("the answer", ack, { type: "ack", seq: seq + 3 });
      const heard = (await bo.events(4)).at(-1);
      expectMatch("what is heard", heard, { kind: "member", action: "erase", by: { name: "" }, member: { name: "" } });
      const page = (await scene.http("GET", `/api/rooms/${name}/messages`, { token })).json;
      const [gone, left] = listAt(page, "messages");
      expectMatch("what is left of it", gone, { seq, by: { name: "" }, erased: true });
      expectMatch("what others said", left, { text: "mine" });
      const found = (await scene.http("GET", `/api/rooms/${name}/search?q=quetzal`, { token })).json;
      expectSame("what is found", show(listAt(found, "messages")), show([]));
      const late = await scene.join(name, "Cy", { since: "0:0" });
      const replayed = await late.events(4);
      expectMatch("the message", replayed[0], { kind: "message", erased: true, by: { name: "" } });
      expectMatch("its edit", replayed[1], { kind: "edited", message: seq, erased: true });
      expectSame("words left in the replay", show(replayed).includes("quetzal"), false);
      const again = await ada.ask({ type: "erase", id: newId() });
      expectMatch("once more", again, { type: "ack", seq: seq + 3 });
    },
  },
  {
    id: "R2-11",
    what: "others are erased by whoever is above them, and by nobody else",
    makesRooms: true,
    async run(scene) {
      const name = await makeRoom(scene, "Ada");
      const [ada, bo] = [await scene.join(name, "Ada"), await scene.join(name, "Bo")];
      const cy = await scene.join(name, "Cy");
      await bo.say("spam");
      const member = stringAt(bo.welcome, "you.id");
      const refused = { type: "error", code: "forbidden" };
      expectMatch("by a member", await cy.ask({ type: "erase", id: newId(), member }), refused);
      const nobody = { type: "erase", id: newId(), member: "g_nobody" };
      expectMatch("of nobody", await ada.ask(nobody), { type: "error", code: "not_found" });
      expectMatch("by the owner", await ada.ask({ type: "erase", id: newId(), member }), { type: "ack" });
    },
  },
  {
    id: "R9-27",
    what: "members export what they did, and nothing of others",
    async run(scene) {
      const name = scene.room();
      const [ada, bo] = [await scene.join(name, "Ada"), await scene.join(name, "Bo")];
      await ada.say("hers");
      await bo.say("his");
      const { token } = await scene.session("Ada");
      const answer = await scene.http("GET", `/api/rooms/${name}/export/mine`, { token });
      expectSame("the status", answer.status, 200);
      expectSame("the lines", answer.text.trimEnd().split("\n").length, 1);
      expectMatch("the event", JSON.parse(answer.text), { kind: "message", text: "hers" });
      expectProblem("nobody's", await scene.http("GET", `/api/rooms/${name}/export/mine`), 401, "unauthenticated");
    },
  },
  {
    id: "R10-40",
    what: "an owner deletes a room: everybody is told, and a cursor of before is of no use",
    makesRooms: true,
    async run(scene) {
      const name = await makeRoom(scene, "Ada");
      const bo = await scene.join(name, "Bo");
      await bo.say("soon gone");
      const other = (await scene.session("Bo")).token;
      const { token } = await scene.session("Ada");
      expectProblem("by another", await scene.http("DELETE", `/api/rooms/${name}`, { token: other }), 403, "forbidden");
      expectSame("the status", (await scene.http("DELETE", `/api/rooms/${name}`, { token })).status, 204);
      expectMatch("the reason", await bo.next("error"), { code: "not_found" });
      expectMatch("the close", await bo.closed(), { code: 4404 });
    },
  },
];
