// plain.ts: section 8, the guide's own client, which asks for no subprotocol.

import { WebSocket } from "ws";
import { Broken, expectMatch, expectSame } from "../json.ts";
import { NotSeen, type Rule } from "../rule.ts";
import { type Entering, type Scene, sleep } from "../scene.ts";
import { newId, Refused, type Wire } from "../wire.ts";

const PLAIN_MAX = 100;

/** Plain mode as one of the people: the token goes in a header, as this client may. */
async function plain(
  scene: Scene,
  room: string | undefined,
  name: "Ada" | "Bo" | "Cy",
  entering: Entering = {},
): Promise<Wire> {
  const { token } = await scene.session(name);
  try {
    return await scene.knock(room, `plain ${name}`, { protocols: [], token, ...entering });
  } catch (error) {
    if (error instanceof Refused && error.status === 400) throw new NotSeen("the deployment runs with PLAIN_MODE=off");
    throw error;
  }
}

export const plainMode: readonly Rule[] = [
  {
    id: "R8-1",
    what: "a text frame is the text of a message, and each new message, one's own too, arrives as exactly its text",
    async run(scene) {
      const room = scene.room();
      const guide = await plain(scene, room, "Ada");
      const [other, bo] = [await plain(scene, room, "Cy"), await scene.join(room, "Bo")];
      expectSame("the subprotocol", guide.protocol, "");
      const texts = ["Hello", '{"type":"send","id":"x","text":"y"}', "  spaces  ", '{"type": "ping"}', "\u{1F44D}"];
      for (const each of texts) {
        guide.raw(each);
        expectSame("one's own text", await guide.text(), each);
        expectSame("another one's", await other.text(), each);
        expectMatch("the event", (await bo.events())[0], { kind: "message", text: each, by: { name: "Ada" } });
      }
      await bo.say("from frames");
      expectSame("a text from frames", await guide.text(), "from frames");
    },
  },
  {
    id: "R8-1",
    what: "nothing else is ever sent: no welcome, no presence, no typing, no rename, no error",
    async run(scene) {
      const room = scene.room();
      const guide = await plain(scene, room, "Ada");
      const bo = await scene.join(room, "Bo");
      bo.send({ type: "typing", on: true });
      bo.send({ type: "signal", name: "knock", data: 1 });
      await bo.ask({ type: "rename", id: newId(), name: "Bo the second" });
      guide.raw("");
      await bo.say("the only text");
      expectSame("the text", await guide.text(), "the only text");
      await guide.ping();
      expectSame("texts beside it", guide.untakenTexts(), []);
    },
  },
  {
    id: "R8-2",
    what: "a refused text is dropped; too large closes 1009",
    async run(scene) {
      const room = scene.room();
      const guide = await plain(scene, room, "Ada");
      for (const refused of ["", "x".repeat(8001), "a\u0000b"]) guide.raw(refused);
      guide.raw("fine");
      expectSame("the first text", await guide.text(), "fine");
      guide.raw("x".repeat(131_073));
      expectSame("the close", await guide.closed(), { code: 1009, reason: "too_large" });
      expectMatch("the room", (await scene.http("GET", `/api/rooms/${room}`)).json, { head: 1 });
    },
  },
  {
    id: "R8-3",
    what: "a refusal on entering is a close with its code and reason",
    async run(scene) {
      const wire = await plain(scene, scene.room(), "Ada", { token: "not.a.token" });
      expectSame("the close", await wire.closed(), { code: 4401, reason: "unauthenticated" });
      expectSame("texts before it", wire.untakenTexts(), []);
    },
  },
  {
    id: "R8-2",
    what: "there are at most 100 plain sockets in a room; one more is room_full, and frames still come in",
    async run(scene) {
      const room = scene.room();
      const sockets = await Promise.all(Array.from({ length: PLAIN_MAX }, () => plain(scene, room, "Ada")));
      await Promise.all(sockets.map((socket) => socket.ping()));
      const last = await plain(scene, room, "Bo");
      expectSame("the close of the 101st", await last.closed(), { code: 1013, reason: "room_full" });
      const bo = await scene.join(room, "Bo");
      await bo.say("there is room for frames");
      for (const socket of sockets) expectSame("what everybody gets", await socket.text(), "there is room for frames");
    },
  },
  {
    id: "R8-4",
    what: 'the exact text {"type":"ping"} is the heartbeat here too',
    async run(scene) {
      const room = scene.room();
      const guide = await plain(scene, room, "Ada");
      await guide.ping();
      guide.raw("said");
      expectSame("the first text", await guide.text(), "said");
      expectMatch("the room", (await scene.http("GET", `/api/rooms/${room}`)).json, { head: 1 });
    },
  },
  {
    id: "R8-1 R8-5",
    what: "the guide's client works with the address changed, and with ?name= chooses a name",
    async run(scene) {
      const room = scene.room();
      const bo = await scene.join(room, "Bo");
      await plain(scene, scene.room(), "Ada");
      const address = new URL(`/ws/${room}?name=Guide`, scene.deployment.origin.replace(/^http/, "ws"));
      let printed = await guidesClient(address);
      for (let tries = 1; tries < 3 && typeof printed === "number"; tries += 1) {
        await sleep(printed);
        printed = await guidesClient(address);
      }
      expectSame("what it prints", printed, "Hello");
      expectMatch("the event", (await bo.events())[0], { text: "Hello", by: { name: "Guide" } });
    },
  },
];

/** As it stands in the guide and in contract 8, but for the address. Gives what it prints, or how long to wait for a guest. */
function guidesClient(address: URL): Promise<string | number> {
  return new Promise((resolve, reject) => {
    const ws = new WebSocket(address);
    ws.onmessage = (event) => {
      resolve(typeof event.data === "string" ? event.data : "no text");
      ws.close();
    };
    ws.onopen = () => ws.send("Hello");
    ws.on("unexpected-response", (_request, { statusCode, headers }) => {
      if (statusCode === 429) resolve(Number(headers["retry-after"] ?? 60) * 1000);
      else reject(new Broken(`the guide's client was answered ${statusCode}`));
      ws.terminate();
    });
    ws.onerror = () => reject(new Broken("the guide's client was not let in"));
    setTimeout(() => reject(new Broken("the guide's client waited 10 s for its own text")), 10_000).unref();
  });
}
