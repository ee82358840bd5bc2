// Puts a room together: what it is made of, and what each part needs of the others.

import type { Env } from "../env.ts";
import { SERVICE_PREFIX } from "../rules/permissions.ts";
import type { RoomListing } from "../rules/room-listing.ts";
import { Bots } from "../storage/bots.ts";
import { Changes } from "../storage/changes.ts";
import { Database } from "../storage/database.ts";
import { EventLog } from "../storage/event-log.ts";
import { Invites } from "../storage/invites.ts";
import { KeptValues } from "../storage/kept-values.ts";
import { MessageHistory } from "../storage/message-history.ts";
import { Messages } from "../storage/messages.ts";
import { Names } from "../storage/names.ts";
import { Reactions } from "../storage/reactions.ts";
import { Reads } from "../storage/reads.ts";
import { Search } from "../storage/search.ts";
import { StoredSettings } from "../storage/settings.ts";
import { Standings } from "../storage/standings.ts";
import { Webhooks } from "../storage/webhooks.ts";
import { Admission } from "./admission.ts";
import { Alarm } from "./alarm.ts";
import { Attendance } from "./attendance.ts";
import type { RoomContext } from "./context.ts";
import { Dispatch } from "./dispatch.ts";
import { Door } from "./door.ts";
import { Integrations } from "./integrations.ts";
import { Inviting } from "./inviting.ts";
import { Limiter } from "./limiter.ts";
import { Listing } from "./listing.ts";
import { Looks } from "./looks.ts";
import { verifierOf } from "./loopback.ts";
import { MessageLooks } from "./message-looks.ts";
import { ReadPositions } from "./read-positions.ts";
import { Sessions } from "./sessions.ts";
import { SignOuts } from "./sign-outs.ts";
import { Values } from "./values.ts";
import { WebhookDeliverer } from "./webhook-deliverer.ts";
import { Welcomes } from "./welcome.ts";

export type Parts = {
  readonly database: Database;
  readonly room: RoomContext;
  readonly alarm: Alarm;
  readonly attendance: Attendance;
  readonly admission: Admission;
  readonly door: Door;
  readonly signOuts: SignOuts;
  readonly dispatch: Dispatch;
  readonly looks: Looks;
  readonly messageLooks: MessageLooks;
  readonly listing: Listing;
  readonly inviting: Inviting;
  readonly integrations: Integrations;
  readonly deliverer: WebhookDeliverer;
};

/** Writes nothing and reads nothing: most wake-ups need little of what is here. */
export function assemble(context: DurableObjectState, env: Env): Parts {
  const database = new Database(context.storage);
  const log = new EventLog(database, newEpoch);
  const reactions = new Reactions(database, log);
  const changes = new Changes(database, log);
  const room: RoomContext = {
    log,
    messages: new Messages(database, log, reactions),
    changes,
    reactions,
    names: new Names(database, log),
    reads: new Reads(database, log),
    settings: new StoredSettings(database, log),
    standings: new Standings(database, log),
    presentName: (memberId) => attendance.presence.find(memberId)?.name,
    presentRole: (memberId) => attendance.presence.find(memberId)?.role,
    now: () => Date.now(),
  };
  const alarm = new Alarm(context.storage);
  const sessions = new Sessions(context);
  const positions = new ReadPositions(room.reads, () => sessions.all);
  const values = new Values(new KeptValues(database, log));
  const attendance = new Attendance(context, alarm, sessions, positions, values);
  const admission = new Admission(room, env.OPEN_ROOMS !== "off");
  const door = new Door({ admission, attendance, positions, welcomes: new Welcomes(room, values) });
  const listing = new Listing(env, context, (name) => listingOf(room, attendance, name));
  const webhooks = new Webhooks(database, log);
  const host = { room, attendance, admission, limiter: new Limiter(env.RATE_LIMITS !== "off") };
  const dispatch = new Dispatch({
    ...host,
    positions,
    listing,
    verify: verifierOf(context),
    stored: () => {
      if (webhooks.hasLive) context.waitUntil(alarm.ringBy(room.now()));
    },
    welcome: (session, since) => door.welcome(session, since, undefined),
    settled: () => context.storage.sync(),
  });
  return {
    database,
    room,
    alarm,
    attendance,
    admission,
    door,
    signOuts: new SignOuts(env, attendance),
    dispatch,
    messageLooks: new MessageLooks({ ...host, history: new MessageHistory(database, log, changes) }),
    looks: new Looks({ ...host, search: new Search(database, log) }),
    listing,
    inviting: new Inviting({ ...host, invites: new Invites(database, log) }),
    integrations: new Integrations({
      ...host,
      webhooks,
      bots: new Bots(database, log),
      isAnywhereAllowed: env.WEBHOOK_ADDRESSES === "any",
    }),
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
  const name = "Hubbub";
  const member = { id: `${SERVICE_PREFIX}hubbub`, name, role: "member" as const, tokenName: name, room };
  await dispatch.call(() => member, JSON.stringify({ type: "send", id: crypto.randomUUID(), text }));
}

function listingOf(room: RoomContext, attendance: Attendance, name: string): RoomListing | undefined {
  const { title, topic, visibility } = room.settings.of(name);
  if (visibility !== "public") return undefined;
  return { name, title, topic, members: attendance.presence.count, activeAt: room.log.lastAt };
}

/** 128 random bits: no two logs ever share one. */
function newEpoch(): string {
  return crypto.randomUUID().replaceAll("-", "");
}
