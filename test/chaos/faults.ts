// faults.ts: does to a client or to the server what the schedule says.

import type { ChaosClient } from "./chaos-client.ts";
import type { Court, Crew } from "./crew.ts";
import type { RawClient } from "./raw-client.ts";
import { describeFault, type Fault, type FaultKind } from "./schedule.ts";
import type { ChaosServer } from "./server.ts";
import { LISTED } from "./wordings.ts";

/** What was done so far, and what is still under way. */
export type Injected = { readonly counts: Map<FaultKind, number>; readonly pending: Set<Promise<void>> };

const ACK_LOSS = 0.3;
/** How long somebody waits to hear whose the room is: over a kill, and until they have come back. */
const HEIR_WAIT_MS = 15_000;
/** Messages that are on their way when the server is killed. */
const BURST = 24;

export function applyFault(
  fault: Fault,
  crew: Crew,
  server: ChaosServer,
  injected: Injected,
  print: (line: string) => void,
): void {
  const done = inject(fault, crew, server);
  if (done === undefined) return;
  print(describeFault(fault));
  injected.counts.set(fault.kind, (injected.counts.get(fault.kind) ?? 0) + 1);
  const pending = done.finally(() => injected.pending.delete(pending));
  injected.pending.add(pending);
}

/** Undefined where there is nobody whom it could befall. The promise settles when the fault is over. */
function inject({ kind, client: number, ms, atMs }: Fault, crew: Crew, server: ChaosServer): Promise<void> | undefined {
  const client = pick(crew.clients, number);
  if (client === undefined) return undefined;
  switch (kind) {
    case "kill":
      return killMidBurst(crew, server, ms, number);
    case "reload":
      server.reload?.();
      return server.reload === undefined ? undefined : Promise.resolve();
    case "cut to client":
    case "cut to server":
      for (const line of client.proxy.lines) line.cutMidFrame(kind === "cut to client" ? "to client" : "to server");
      client.say(`cut at ${atMs}`);
      return Promise.resolve();
    case "reset":
      client.say(`reset at ${atMs}`);
      for (const line of client.proxy.lines) line.reset();
      return Promise.resolve();
    case "half-open":
      for (const line of client.proxy.lines) line.swallow();
      client.say(`into the hole at ${atMs}`);
      return Promise.resolve();
    case "delay":
      return weather(client, { delayMs: 100 + (number % 700) }, ms);
    case "trickle":
      return weather(client, { trickle: { bytes: 16 + (number % 200), everyMs: 5 } }, ms);
    case "hold":
      return weather(client, { isHeld: true }, ms);
    case "lose acks": {
      // The SDK takes its own event for an ack; raw clients insist.
      const deaf = (number % 2 === 0 ? client : pick(crew.raws, number)) ?? client;
      for (let at = 0; at < 8; at += 1) {
        setTimeout(() => deaf.say(`perhaps unanswered ${atMs}.${at}`), (at * ms) / 10);
      }
      return weather(deaf, { ackLoss: ACK_LOSS }, ms);
    }
    case "stop reading":
      client.stopReading(ms);
      return later(ms);
    case "vanish":
      client.say(`before vanishing at ${atMs}`);
      client.vanish();
      return later(ms).then(() => client.comeBack());
    case "lost place": {
      const raw = pick(crew.raws, number);
      raw?.vanish();
      return raw === undefined ? undefined : later(ms).then(() => raw.comeBackLost());
    }
    case "restart sdk": {
      const sdk = pick(crew.sdks, number);
      if (sdk === undefined) return undefined;
      sdk.say(`before the end at ${atMs}`);
      sdk.say(`right before the end at ${atMs}`);
      sdk.restart();
      return Promise.resolve();
    }
    case "same id twice":
    case "other content": {
      const twins = pick(crew.twins, number);
      if (twins === undefined) return undefined;
      const id = `shared-${atMs}`;
      const [first, second] = twins;
      first.ask({ type: "send", id, text: "one of us" });
      second.ask({ type: "send", id, text: kind === "other content" ? "the other of us" : "one of us" });
      return Promise.resolve();
    }
    case "same edit twice": {
      const twins = pick(crew.twins, number);
      const message = twins?.[0].ownMessage;
      if (twins === undefined || message === undefined) return undefined;
      for (const twin of twins) twin.ask({ type: "edit", id: `shared-${atMs}`, message, text: `by either ${atMs}` });
      return Promise.resolve();
    }
    case "kick":
    case "ban":
    case "mute":
    case "promote":
    case "usurp":
    case "erase":
    case "leave":
      return crew.court === undefined || isHandedOn(crew.court) ? undefined : sentence(crew.court, kind, number, ms);
    case "hand on":
    case "purge":
    case "list words":
    case "read only":
    case "slow mode":
      return crew.court === undefined || isHandedOn(crew.court) ? undefined : own(crew.court, kind, number, ms);
    case "idle": {
      const raw = pick(crew.raws, number);
      raw?.idle(true);
      return raw === undefined ? undefined : later(ms).then(() => raw.idle(false));
    }
    case "rename":
      client.rename(`${client.name} ${number}`);
      return Promise.resolve();
  }
}

/** What the owner does to a member, and takes back later; or a member to the owner, who is above them. */
function sentence(
  { owner, outlaws }: Court,
  kind: "kick" | "ban" | "mute" | "promote" | "usurp" | "erase" | "leave",
  number: number,
  ms: number,
): Promise<void> | undefined {
  const whom = pick(outlaws, number);
  if (whom === undefined) return undefined;
  const { member: outlaw } = whom;
  switch (kind) {
    case "kick":
      owner.moderate("kick", outlaw);
      return Promise.resolve();
    case "ban":
    case "mute":
      owner.moderate(kind, outlaw);
      return later(ms).then(() => owner.moderate(`un${kind}`, outlaw));
    case "promote":
      owner.moderate("role", outlaw, "moderator");
      return later(ms).then(() => owner.moderate("role", outlaw, "member"));
    case "usurp": {
      whom.moderate("role", outlaw, "owner");
      whom.moderate("ban", owner.member);
      return Promise.resolve();
    }
    case "erase":
      whom.do({ type: "erase" });
      return Promise.resolve();
    case "leave":
      whom.do({ type: "leave" });
      // The last owner is refused.
      if (number % 3 === 0) owner.do({ type: "leave" });
      return Promise.resolve();
  }
}

/** What the owner does to the room, and takes back later. */
function own(
  court: Court,
  kind: "hand on" | "purge" | "list words" | "read only" | "slow mode",
  number: number,
  ms: number,
): Promise<void> | undefined {
  const { owner, outlaws } = court;
  const whom = pick(outlaws, number);
  switch (kind) {
    case "hand on":
      return whom === undefined ? undefined : handOn(owner, whom, ms);
    case "purge":
      if (whom === undefined) return undefined;
      for (let at = 0; at < 5; at += 1) whom.say(`to be purged ${number}.${at}`);
      return later(200).then(() => owner.do({ type: "purge", member: whom.member, reason: `chaos ${number}` }));
    case "list words":
      owner.do({ type: "words", action: number % 2 === 0 ? "mask" : "refuse", words: [LISTED] });
      return later(ms).then(() => owner.do({ type: "words", action: "mask", words: [] }));
    case "read only":
      owner.do({ type: "configure", readOnly: true });
      return later(ms).then(() => owner.do({ type: "configure", readOnly: false }));
    case "slow mode":
      owner.do({ type: "configure", slowModeMs: 300 });
      return later(ms).then(() => owner.do({ type: "configure", slowModeMs: 0 }));
  }
}

/** Somebody else owns it now: whoever does not would be refused what they take back. */
function isHandedOn({ owner }: Court): boolean {
  return !owner.owns;
}

/** To somebody who may be banned just then, and is refused; and back. */
async function handOn(owner: RawClient, heir: RawClient, ms: number): Promise<void> {
  owner.do({ type: "transfer", member: heir.member });
  if (!(await comes(() => heir.owns && !owner.owns, HEIR_WAIT_MS))) return;
  await later(ms);
  handBack(heir, owner);
  await comes(() => owner.owns, HEIR_WAIT_MS);
}

/** The heir may have banned them meanwhile: what an outlaw asked for in vain may come late, when it is theirs to ask. */
function handBack(heir: RawClient, owner: RawClient): void {
  heir.moderate("unban", owner.member);
  heir.do({ type: "transfer", member: owner.member });
}

/** When all is over the room is its owner's, and nobody is shut out or silent, so that everybody can catch up. */
export async function pardon({ court }: Crew): Promise<void> {
  if (court === undefined) return;
  const { owner, outlaws } = court;
  for (const heir of outlaws) {
    if (isHandedOn(court) && heir.owns) handBack(heir, owner);
  }
  await comes(() => owner.owns, HEIR_WAIT_MS);
  for (const { member } of outlaws) {
    owner.moderate("unban", member);
    owner.moderate("unmute", member);
  }
  owner.do({ type: "configure", readOnly: false });
  owner.do({ type: "configure", slowModeMs: 0 });
  owner.do({ type: "words", action: "mask", words: [] });
}

/** Gives whether it came in time. */
async function comes(isThere: () => boolean, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (!isThere() && performance.now() < deadline) await later(50);
  return isThere();
}

/** The kill comes while messages are under way: asked for, stored, acknowledged, published, each for some. */
async function killMidBurst(crew: Crew, server: ChaosServer, downMs: number, number: number): Promise<void> {
  for (let at = 0; at < BURST; at += 1) pick(crew.clients, number + at)?.say(`burst ${number}.${at}`);
  await later(number % 40);
  await server.kill9();
  await later(downMs);
  await server.restart();
}

async function weather(
  client: ChaosClient,
  change: Partial<ChaosClient["proxy"]["weather"]>,
  ms: number,
): Promise<void> {
  const { proxy } = client;
  const before = proxy.weather;
  proxy.weather = { ...before, ...change };
  await later(ms);
  const { trickle: _trickle, ...rest } = proxy.weather;
  proxy.weather = { ...rest, delayMs: 0, isHeld: false, ackLoss: 0 };
}

function pick<T>(list: readonly T[], number: number): T | undefined {
  return list[number % Math.max(1, list.length)];
}

function later(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
