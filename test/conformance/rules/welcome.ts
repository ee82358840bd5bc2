// welcome.ts: section 3.1, the first frame, what comes with it, and where it says one stands.

import {
  absent,
  at,
  count,
  expectMatch,
  expectSame,
  expectThat,
  listAt,
  listOf,
  numberAt,
  oneOf,
  positive,
  stringAt,
  text,
} from "../json.ts";
import type { Rule } from "../rule.ts";
import type { Present, Scene } from "../scene.ts";

/** A room in which Ada said these. */
async function roomWith(
  scene: Scene,
  texts: readonly string[],
): Promise<{ room: string; ada: Present; epoch: string }> {
  const room = scene.room();
  const ada = await scene.join(room, "Ada");
  for (const each of texts) await ada.say(each);
  await ada.events(texts.length);
  return { room, ada, epoch: ada.epoch };
}

export const welcome: readonly Rule[] = [
  {
    id: "R3.1-1 R3.1-6",
    what: "the first frame is a welcome: protocol, room, place, oneself, who is here, limits",
    async run(scene) {
      const room = scene.room();
      const ada = await scene.join(room, "Ada");
      const { id } = await scene.session("Ada");
      expectMatch("the welcome", ada.welcome, {
        type: "welcome",
        protocol: 1,
        room: {
          name: room,
          title: text,
          topic: (value) => (typeof value === "string" ? undefined : "a string"),
          visibility: text,
          slowModeMs: count,
          guests: true,
        },
        epoch: "0",
        head: 0,
        recovered: false,
        you: { id, name: "Ada", role: oneOf("owner", "moderator", "member", "reader"), connection: text, readUpTo: 0 },
        values: {},
        members: { count: 1, complete: true, list: [{ id, name: "Ada", role: "member" }] },
        snapshot: { messages: [], more: false },
        mine: {},
      });
    },
  },
  {
    id: "R3.1-1",
    what: "limits are those of the contract",
    async run(scene) {
      expectMatch("limits", at((await scene.join(scene.room(), "Ada")).welcome, "limits"), {
        textChars: 8000,
        frameBytes: 131072,
        dataBytes: 4096,
        burst: 20,
        perSecond: 5,
        signalBurst: 60,
        signalsPerSecond: 30,
        resumeEvents: 10000,
        ackBytes: 262144,
        reconnectSpreadMs: positive,
      });
    },
  },
  {
    id: "R3.1-2 R3.1-4 R2-4",
    what: "recovered: exactly what was missed follows, up to head, before anything newer",
    async run(scene) {
      const { room, ada, epoch } = await roomWith(scene, ["one", "two", "three"]);
      const bo = await scene.join(room, "Bo", { since: `${epoch}:1` });
      expectMatch("the welcome", bo.welcome, { recovered: true, head: 3, epoch, snapshot: absent });
      await ada.say("four");
      expectSame("what came", await bo.texts(3), ["two", "three", "four"]);
      const upToDate = await scene.join(room, "Bo", { since: `${epoch}:4` });
      expectMatch("the welcome of one who missed nothing", upToDate.welcome, { recovered: true, head: 4 });
      await ada.say("five");
      expectSame("its next event", await upToDate.texts(), ["five"]);
    },
  },
  {
    id: "R3.1-3 R3-11",
    what: "not recovered: without since, and with one that is malformed, of another epoch or above head, there is a snapshot",
    async run(scene) {
      const { room, ada, epoch } = await roomWith(scene, ["one", "two"]);
      const notHonoured = [
        undefined,
        "",
        "nonsense",
        epoch,
        `${epoch}:`,
        `${epoch}:-1`,
        `${epoch}:1.5`,
        `${epoch}:3`,
        "elsewhere:1",
        "0:1",
        `${epoch}:99999999999999999999`,
        "x".repeat(500),
      ];
      for (const since of notHonoured) {
        const wire = await scene.join(room, "Bo", since === undefined ? {} : { since });
        const messages = [
          { seq: 1, text: "one" },
          { seq: 2, text: "two" },
        ];
        expectMatch(`the welcome since ${since?.slice(0, 40)}`, wire.welcome, {
          recovered: false,
          head: 2,
          epoch,
          snapshot: { messages, more: false },
          mine: {},
        });
        await wire.caughtUp();
        expectSame("events beside the snapshot", wire.untaken("events"), []);
        wire.vanish();
      }
      const last = await scene.join(room, "Bo");
      await ada.say("three");
      expectSame("the next event", await last.texts(), ["three"]);
    },
  },
  {
    id: "R3.1-3",
    what: "0:0 always resumes: it begins at seq 1 of whatever log there is",
    async run(scene) {
      const room = scene.room();
      const early = await scene.join(room, "Ada", { since: "0:0" });
      expectMatch("the welcome in an empty room", early.welcome, {
        recovered: true,
        epoch: "0",
        head: 0,
        snapshot: absent,
      });
      await early.say("one");
      const late = await scene.join(room, "Bo", { since: "0:0" });
      expectMatch("the welcome in a room with a log", late.welcome, { recovered: true, epoch: early.epoch, head: 1 });
      expectSame("what came", await late.texts(), ["one"]);
    },
  },
  {
    id: "R3.1-3",
    what: "a snapshot holds the newest 50 messages at most, oldest first, and says that there are more",
    async run(scene) {
      const room = scene.room();
      await scene.fill(room, 60, (index) => ({ text: `message ${index}` }));
      const ada = await scene.join(room, "Ada");
      expectMatch("the welcome", ada.welcome, {
        head: 60,
        recovered: false,
        snapshot: { messages: listOf(50), more: true },
      });
      const seqs = listAt(ada.welcome, "snapshot.messages").map((message) => numberAt(message, "seq"));
      expectSame(
        "the seqs of the snapshot",
        seqs,
        Array.from({ length: 50 }, (_, index) => index + 11),
      );
    },
  },
  {
    id: "R5-2",
    what: "the events that begin a room's log carry its epoch, which holds from then on",
    async run(scene) {
      const room = scene.room();
      const [ada, bo] = [await scene.join(room, "Ada"), await scene.join(room, "Bo")];
      await ada.say("first");
      const began = await bo.next("events");
      const epoch = stringAt(began, "epoch");
      expectThat(epoch.length >= 16 && epoch !== "0", `the epoch "${epoch}" should be random`);
      const again = await scene.join(room, "Ada", { since: `${epoch}:1` });
      expectMatch("the welcome with that cursor", again.welcome, { recovered: true, epoch });
      const other = await scene.join(scene.room(), "Ada");
      await other.say("another room");
      await other.events();
      expectThat(other.epoch !== epoch, "two rooms have the same epoch");
    },
  },
  {
    id: "R3-10",
    what: "session is not there for a token that needs no renewal, however it came; a page that uses the cookie is told none",
    async run(scene) {
      const room = scene.room();
      const { token, id } = await scene.session("Ada");
      const cookie = { cookie: `hubbub_session=${token}`, origin: scene.deployment.origin };
      const ways = [{ token }, { protocols: ["hubbub.v1", `bearer.${token}`] }, { headers: cookie }];
      const connections = new Set<string>();
      for (const entering of ways) {
        const { welcome } = await scene.enter(room, "Ada", entering);
        expectMatch("the welcome", welcome, { you: { id }, session: absent });
        connections.add(stringAt(welcome, "you.connection"));
      }
      expectThat(connections.size === ways.length, "two connections have one id");
    },
  },
  {
    id: "R3.1-5",
    what: "members.list holds at most 100, and complete says whether that is everybody",
    needs: "no limits",
    async run(scene) {
      const room = scene.room();
      await Promise.all(
        Array.from({ length: 101 }, (_, index) =>
          scene.enter(room, `guest ${index}`, { query: { name: `Guest ${index}` } }),
        ),
      );
      const { welcome } = await scene.join(room, "Ada");
      expectMatch("members", at(welcome, "members"), { count: 102, complete: false });
      const { length } = listAt(welcome, "members.list");
      expectThat(length <= 100, `members.list should hold at most 100, and holds ${length}`);
    },
  },
];
