// questions.ts: what nobody could look up about the platform, and how to see it on a deployment from outside.

import { type JsonObject, stringAt } from "../conformance/json.ts";
import { type Present, type Scene, sleep } from "../conformance/scene.ts";
import { newId, PING, type Wire } from "../conformance/wire.ts";
import { CLOSE, type Heard, RawSocket, TEXT } from "./raw-socket.ts";

export type Question = {
  readonly ask: string;
  /** Says what was seen, in a sentence or a few lines. */
  readonly look: (scene: Scene, patience: Patience) => Promise<string>;
};
export type Patience = {
  /** How long to wait for a deploy; 0 where none is coming. */
  readonly deployMs: number;
  /** Sockets in the room whose frames are counted. */
  readonly sockets: number;
};

const MiB = 1024 * 1024;
const STEP_MS = 4000;
const SENDERS = 10;

export const questions: readonly Question[] = [
  { ask: "Are unmasked frames refused, as RFC 6455 demands?", look: unmasked },
  { ask: "Is text that is no UTF-8 refused with 1007?", look: badUtf8 },
  { ask: "Is a close without a code answered at once, also by a room that sleeps?", look: closeHandshake },
  { ask: "How long does a sleeping room take to wake?", look: waking },
  { ask: "How many frames a second does one room deliver?", look: framesPerSecond },
  {
    ask: "Does the runtime tell bufferedAmount? (seen by whether a reader that stopped, and never pinged, is cut)",
    look: buffered,
  },
  { ask: "What do clients see of a deploy?", look: deploy },
];

async function raw(scene: Scene): Promise<RawSocket> {
  const { token } = await scene.session("Ada");
  const url = new URL(`/ws/${scene.room()}`, scene.deployment.origin);
  const socket = await RawSocket.open(url, { authorization: `Bearer ${token}`, "sec-websocket-protocol": "hubbub.v1" });
  await socket.hear(({ payload }) => payload.toString().includes('"welcome"'));
  return socket;
}

async function unmasked(scene: Scene): Promise<string> {
  const socket = await raw(scene);
  socket.send(TEXT, Buffer.from(PING), false);
  const heard = await socket.hear(
    ({ opcode, payload }) => opcode === CLOSE || payload.toString() === '{"type":"pong"}',
  );
  socket.end();
  if (heard.kind === "frame" && heard.frame.opcode === TEXT) return "No: an unmasked heartbeat was answered.";
  return `Yes: ${tell(heard)}`;
}

async function badUtf8(scene: Scene): Promise<string> {
  const socket = await raw(scene);
  const id = newId();
  const [before, after] = JSON.stringify({ type: "send", id, text: "bad |" }).split("|");
  socket.send(
    TEXT,
    Buffer.concat([Buffer.from(before ?? ""), Buffer.from([0xff, 0xfe, 0xc0]), Buffer.from(after ?? "")]),
  );
  const heard = await socket.hear(
    ({ opcode, payload }) => opcode === CLOSE || /"events"|"error"/.test(payload.toString()),
  );
  socket.end();
  if (heard.kind === "frame" && heard.frame.opcode === TEXT) {
    const text = heard.frame.payload.toString();
    return text.includes("\ufffd") ? "No: the bytes became U+FFFD." : `No: it was answered ${text.slice(0, 120)}`;
  }
  return `Yes: ${tell(heard)}`;
}

async function closeHandshake(scene: Scene): Promise<string> {
  const leave = async (asleepMs: number) => {
    const ada = await scene.join(scene.room(), "Ada", { patienceMs: 20_000 });
    await sleep(asleepMs);
    const startedAt = performance.now();
    const { code } = await ada.leave();
    return `${code} after ${Math.round(performance.now() - startedAt)} ms`;
  };
  const [awake, asleep] = await Promise.all([leave(0), leave(15_000)]);
  return `Awake: ${awake}. After 15 s of silence: ${asleep}. (1005 and 1000 are right, 1006 is not.)`;
}

async function waking(scene: Scene): Promise<string> {
  const ada = await scene.join(scene.room(), "Ada");
  await ada.say("awake");
  const roundTrip = await timed(() => ada.ping());
  const warm = await timed(() => ada.say("warm"));
  await sleep(15_000);
  const pinged = await timed(() => ada.ping());
  const cold = await timed(() => ada.say("cold"));
  return `Heartbeat ${roundTrip} ms, asleep ${pinged} ms. A message to its ack: ${warm} ms awake, ${cold} ms after 15 s of silence.`;
}

async function framesPerSecond(scene: Scene, { sockets }: Patience): Promise<string> {
  const room = scene.room();
  const receivers = await enterMany(scene, room, sockets);
  const senders = await enterMany(scene, room, SENDERS);
  const lines: string[] = [];
  for (const perSender of [5, 10, 20, 28]) {
    const before = countOf(receivers);
    const startedAt = performance.now();
    await signalFor(senders, perSender, STEP_MS, { at: 0 });
    await Promise.all(receivers.map((wire) => wire.ping()));
    const seconds = (performance.now() - startedAt) / 1000;
    const came = countOf(receivers) - before;
    const sent = Math.round((perSender * SENDERS * STEP_MS) / 1000) * receivers.length;
    // What is still under way must not count for the next step.
    await sleep(2000);
    lines.push(
      `${perSender * SENDERS} signals/s to ${receivers.length} sockets: ${Math.round(came / seconds)} frames/s came, ${Math.round((100 * came) / sent)} % of what was sent`,
    );
  }
  for (const wire of [...receivers, ...senders]) wire.vanish();
  return `${lines.join("\n")}\n(Limited by what this machine receives, too.)`;
}

async function buffered(scene: Scene): Promise<string> {
  const room = scene.room();
  const stuck = await scene.join(room, "Ada", { patienceMs: 30_000 });
  const witness = await scene.join(room, "Ada");
  const senders = await enterMany(scene, room, SENDERS);
  stuck.read(false);
  // Ten senders of 4 KiB, 28 times a second: about 1.1 MiB a second, of which nothing is stored.
  await signalFor(senders, 28, 20_000, { filler: "x".repeat(4000) }, () => witness.raw(PING));
  const mebibytes = (witness.bytes / MiB).toFixed(1);
  stuck.read(true);
  const closed = await stuck.closed(5000).catch(() => undefined);
  const got = (stuck.bytes / MiB).toFixed(1);
  for (const wire of [witness, ...senders, stuck]) wire.vanish();
  if (closed === undefined)
    return `Not seen: it was not cut in ${mebibytes} MiB, and got ${got} of them when it read on. So the runtime does not tell, or something before it took it all.`;
  return `${closed.code === 4408 ? "Yes" : "Not clear"}: it was closed with ${closed.code} ${closed.reason}, having got ${got} of ${mebibytes} MiB.`;
}

async function deploy(scene: Scene, { deployMs }: Patience): Promise<string> {
  if (deployMs === 0) return "Not looked at: run again with --deploy 600, and deploy while it waits.";
  const room = scene.room();
  const [idle, busy] = [await scene.join(room, "Ada"), await scene.join(scene.room(), "Ada")];
  console.log(`  … waiting ${deployMs / 1000} s at most: deploy now.`);
  const startedAt = performance.now();
  const timer = setInterval(() => {
    if (busy.isOpen) busy.send({ type: "typing", on: true });
    for (const wire of [idle, busy]) if (wire.isOpen) wire.raw(PING);
  }, 5000);
  const ends = await Promise.all(
    Object.entries({ "of a room that slept": idle, "of a room that was busy": busy }).map(async ([which, wire]) => {
      const closed = await wire.closed(deployMs).catch(() => undefined);
      if (closed === undefined) return `The socket ${which} stayed open for ${deployMs / 1000} s.`;
      const afterMs = Math.round(performance.now() - startedAt);
      const back = await timed(() => comeBack(scene, room));
      return `The socket ${which} was closed with ${closed.code} "${closed.reason}" after ${afterMs} ms; coming back took ${back} ms.`;
    }),
  );
  clearInterval(timer);
  const version = stringAt((await scene.http("GET", "/api/health")).json, "version");
  return `${ends.join("\n")}\nThe deployment now says that it is version ${version}.`;
}

/** Tries again, as a client would, while the deployment is on its way. */
async function comeBack(scene: Scene, room: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await scene.join(room, "Ada");
      return;
    } catch (error) {
      if (tries === 60) throw error;
      await sleep(500);
    }
  }
}

async function enterMany(scene: Scene, room: string, amount: number): Promise<Present[]> {
  const people: Present[] = [];
  while (people.length < amount) {
    const some = Math.min(20, amount - people.length);
    people.push(
      ...(await Promise.all(Array.from({ length: some }, () => scene.join(room, "Ada", { patienceMs: 30_000 })))),
    );
  }
  return people;
}

/** Each sender sends so many a second. */
async function signalFor(
  senders: readonly Wire[],
  perSecond: number,
  ms: number,
  data: JsonObject,
  each?: () => void,
): Promise<void> {
  const startedAt = performance.now();
  for (let round = 0; performance.now() - startedAt < ms; round += 1) {
    for (const wire of senders) wire.send({ type: "signal", name: "probe", data: { ...data, round } });
    each?.();
    await sleep(Math.max(0, startedAt + ((round + 1) * 1000) / perSecond - performance.now()));
  }
}

function countOf(wires: readonly Wire[]): number {
  return wires.reduce((sum, wire) => sum + wire.untaken("signal").length, 0);
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await run();
  return Math.round(performance.now() - startedAt);
}

function tell(heard: Heard): string {
  if (heard.kind === "ended") return "the connection ended without a close frame.";
  if (heard.kind === "silence") return "nothing came for 5 s, and the connection stayed: not clear.";
  const { payload } = heard.frame;
  return `it was closed with ${payload.length >= 2 ? payload.readUInt16BE(0) : "no code"} "${payload.subarray(2).toString()}".`;
}
