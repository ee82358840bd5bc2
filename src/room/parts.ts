// Puts a room together: what it is made of, and what each part needs of the others.

import type { Env } from "../env.ts";
import type { RoomListing } from "../rules/room-listing.ts";
import { AuditRecord } from "../storage/audit-record.ts";
import { Deeds } from "../storage/deeds.ts";
import { ListedWords } from "../storage/listed-words.ts";
import { Purges } from "../storage/purges.ts";
import { ReportQueue } from "../storage/reports.ts";
import { Bots } from "../storage/bots.ts";
import { Changes } from "../storage/changes.ts";
import { Database } from "../storage/database.ts";
import { Erasure } from "../storage/erasure.ts";
import { EventLog } from "../storage/event-log.ts";
import { Invites } from "../storage/invites.ts";
import { KeptValues } from "../storage/kept-values.ts";
import { MessageHistory } from "../storage/message-history.ts";
import { Messages } from "../storage/messages.ts";
import { Names } from "../storage/names.ts";
import { Networks } from "../storage/networks.ts";
import { StoredHook } from "../storage/publish-hook.ts";
import { Reactions } from "../storage/reactions.ts";
import { Reads } from "../storage/reads.ts";
import { Search } from "../storage/search.ts";
import { StoredSettings } from "../storage/settings.ts";
import { Standings } from "../storage/standings.ts";
import { Votes } from "../storage/votes.ts";
import { Webhooks } from "../storage/webhooks.ts";
import { Admission } from "./admission.ts";
import { Alarm } from "./alarm.ts";
import { Attendance } from "./attendance.ts";
import { Chores } from "./chores.ts";
import type { RoomContext } from "./context.ts";
import { Dispatch } from "./dispatch.ts";
import { Door } from "./door.ts";
import { HookAsking } from "./hook-asking.ts";
import { HookKeeping } from "./hook-keeping.ts";
import { HOUSE } from "./house.ts";
import { Integrations } from "./integrations.ts";
import { Inviting } from "./inviting.ts";
import { Limiter } from "./limiter.ts";
import { Listing } from "./listing.ts";
import { Looks } from "./looks.ts";
import { renewerOf, verifierOf } from "./loopback.ts";
import { MessageLooks } from "./message-looks.ts";
import { ModeratorsDesk } from "./moderators-desk.ts";
import { Purger } from "./purger.ts";
import { ReadPositions } from "./read-positions.ts";
import { reachRelay } from "./relays/reach-relay.ts";
import { Relays } from "./relays/relays.ts";
import { resume, settle } from "./relays/resuming.ts";
import { Renewals } from "./renewals.ts";
import { Sessions } from "../sockets/sessions.ts";
import { SignOuts } from "./sign-outs.ts";
import { StaffNames } from "./staff-names.ts";
import { Tally } from "./tally.ts";
import { Teller } from "./teller.ts";
import { Values } from "./values.ts";
import { WebhookDeliverer } from "./webhook-deliverer.ts";
import { WordCheck } from "./word-check.ts";
import { Welcomes } from "./welcome.ts";

export type Parts = {
  readonly database: Database;
  readonly room: RoomContext;
  readonly alarm: Alarm;
  readonly attendance: Attendance;
  readonly relays: Relays;
  /** Takes up the relays that there were before a sleep. */
  readonly recall: () => Promise<void>;
  readonly keepAwake: (work: Promise<unknown>) => void;
  readonly admission: Admission;
  readonly door: Door;
  readonly signOuts: SignOuts;
  readonly dispatch: Dispatch;
  readonly looks: Looks;
  readonly chores: Chores;
  readonly messageLooks: MessageLooks;
  readonly listing: Listing;
  readonly inviting: Inviting;
  readonly integrations: Integrations;
  readonly deliverer: WebhookDeliverer;
  readonly purger: Purger;
  readonly desk: ModeratorsDesk;
  readonly hookKeeping: HookKeeping;
};

/** Writes nothing and reads nothing: most wake-ups need little of what is here. */
export function assemble(context: DurableObjectState, env: Env): Parts {
  const database = new Database(context.storage);
  const log = new EventLog(database, newEpoch);
  const reactions = new Reactions(database, log);
  const votes = new Votes(database, log);
  const listedWords = new ListedWords(database, log);
  const limiter = new Limiter(env.RATE_LIMITS !== "off");
  const names = new Names(database, log);
  const standings = new Standings(database, log);
  const sessions = new Sessions(context);
  const changes = new Changes(database, log);
  const search = new Search(database, log);
  const networks = new Networks(database, log);
  const room: RoomContext = {
    log,
    messages: new Messages(database, log, reactions, votes),
    changes,
    reactions,
    votes,
    names,
    search,
    erasure: new Erasure(database, log, changes, reactions, votes, search, networks),
    reads: new Reads(database, log),
    settings: new StoredSettings(database, log),
    standings,
    staffNames: new StaffNames(standings, names, log, () => [...sessions.all].map(({ asMember }) => asMember)),
    presentName: (memberId) => attendance.presence.find(memberId)?.name,
    networks,
    deeds: new Deeds(database, log),
    reports: new ReportQueue(database, log),
    audit: new AuditRecord(database, log),
    listedWords,
    words: new WordCheck(listedWords),
    purges: new Purges(database, log),
    presentRole: (memberId) => attendance.presence.find(memberId)?.role,
    presentNetworks: (memberId) =>
      sessions.of(memberId).flatMap(({ principal }) => (principal.network === undefined ? [] : [principal.network])),
    hasLimits: limiter.isEnabled,
    now: () => Date.now(),
  };
  const alarm = new Alarm(context.storage);
  const positions = new ReadPositions(room.reads, () => sessions.all);
  const values = new Values(new KeptValues(database, log));
  const chores = new Chores(room, alarm);
  const tally = new Tally(() => ({
    rowsWritten: database.rowsWritten + alarm.timesSet,
    rowsRead: database.rowsRead,
  }));
  const teller = new Teller(env, context, tally, () => lookOf(room, sessions, relays), room.now());
  const keepAwake = (work: Promise<unknown>) => context.waitUntil(work);
  const relays = new Relays({
    life: crypto.randomUUID(),
    kept: context.storage.kv,
    reach: (name) => reachRelay(env, name),
    place: () => log.cursor,
    tail: (since) => log.tail(since),
    here: () => sessions.countHere,
    keepAwake,
    ringBy: (at) => alarm.ringBy(at),
    left: (socket) => keepAwake(attendance.leave(socket, Date.now())),
    owed: () => attendance.offerLater(Date.now()),
    newest: () => attendance.newest,
  });
  const attendance = new Attendance(context, alarm, sessions, positions, values, tally, relays, (name, now) => {
    teller.left(name, now);
    return chores.left(now);
  });
  const admission = new Admission(room, env.OPEN_ROOMS !== "off");
  const door = new Door({
    room,
    admission,
    attendance,
    limiter,
    positions,
    welcomes: new Welcomes(room, values),
    tally,
    teller,
  });
  const listing = new Listing(env, context, (name) => listingOf(room, attendance, name));
  const webhooks = new Webhooks(database, log);
  const hook = new StoredHook(database, log);
  const host = { room, attendance, admission, limiter };
  const dispatch = new Dispatch({
    ...host,
    positions,
    listing,
    tally,
    teller,
    chores,
    hook: new HookAsking(hook, room),
    keepAwake,
    verify: verifierOf(context),
    renewals: new Renewals(renewerOf(context)),
    stored: () => {
      if (webhooks.hasLive || room.purges.hasAny) context.waitUntil(alarm.ringBy(room.now()));
    },
    welcome: (session, since) => door.welcome(session, since, undefined),
    settled: () => context.storage.sync(),
  });
  return {
    database,
    room,
    alarm,
    attendance,
    relays,
    recall: () =>
      relays.recall(
        (socket) => resume(host, socket),
        (socket) => settle(host, socket),
      ),
    keepAwake,
    admission,
    door,
    signOuts: new SignOuts(env, attendance, teller),
    dispatch,
    messageLooks: new MessageLooks({ ...host, history: new MessageHistory(database, log, changes) }),
    looks: new Looks({ ...host, positions }),
    chores,
    listing,
    inviting: new Inviting({ ...host, invites: new Invites(database, log) }),
    integrations: new Integrations({
      ...host,
      webhooks,
      bots: new Bots(database, log),
      isAnywhereAllowed: env.WEBHOOK_ADDRESSES === "any",
    }),
    purger: new Purger({ room, dispatch, chores }),
    desk: new ModeratorsDesk(host),
    hookKeeping: new HookKeeping({ ...host, hook, isAnywhereAllowed: env.WEBHOOK_ADDRESSES === "any" }),
    deliverer: new WebhookDeliverer({
      room,
      webhooks,
      switchedOff: (name, address) =>
        announce(dispatch, name, `The webhook to ${address} was switched off: it failed for a day.`),
    }),
  };
}

/** Something that the deployment itself has to say to everybody. */
async function announce(dispatch: Dispatch, room: string, text: string): Promise<void> {
  const member = { ...HOUSE, role: "member" as const, tokenName: HOUSE.name, room };
  await dispatch.call(() => member, JSON.stringify({ type: "send", id: crypto.randomUUID(), text }));
}

function listingOf(room: RoomContext, attendance: Attendance, name: string): RoomListing | undefined {
  const { title, topic, visibility } = room.settings.of(name);
  if (visibility !== "public") return undefined;
  return { name, title, topic, members: attendance.presence.count, activeAt: room.log.lastAt };
}

function lookOf({ log }: RoomContext, sessions: Sessions, relays: Relays) {
  const [session] = sessions.all;
  const { epoch, head } = log;
  return { epoch, head, sockets: sessions.size, relays: relays.count, name: session?.room };
}

/** 128 random bits: no two logs ever share one. */
function newEpoch(): string {
  return crypto.randomUUID().replaceAll("-", "");
}
