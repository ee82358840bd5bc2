// One room: takes connections in, hands what they ask to the commands, and sends what came of it.

import { DurableObject } from "cloudflare:workers";
import type { Env } from "../env.ts";
import { CLOSE } from "../protocol/close-codes.ts";
import { PING, PONG } from "../protocol/codec.ts";
import type { HistoryRange } from "../protocol/commands/history.ts";
import { ChatError } from "../protocol/errors.ts";
import type { Members } from "../protocol/frames/welcome.ts";
import type {
  Audit,
  Bot,
  Hook,
  Invite,
  Joined,
  ReadPlace,
  RecordsRange,
  Reports,
  RoomInfo,
  SearchRange,
  Webhook,
  WordList,
} from "../protocol/http.ts";
import type { EditsRange, PinsRange, ReactionsRange, VotesRange } from "../protocol/message-looks.ts";
import type { StandingsPage, StandingsRange } from "../protocol/standings.ts";
import { type Asker, ENTRY_HEADER, parseEntry, type Principal } from "../rules/entry.ts";
import { placementLimits, type PlacementLimits } from "../rules/placement.ts";
import { type Ascent, misdirected, REFUSED_BY_HEADER } from "../rules/relaying.ts";
import type { Reply } from "../rules/reply.ts";
import { settleMember } from "./aftermath.ts";
import { answer, answerLater } from "./answer.ts";
import type { CommandReply } from "./dispatch.ts";
import { deleted, refuseToDelete, retire } from "./ending.ts";
import { type Founding, found, type Place } from "./founding.ts";
import type { BotAsking, BotDraft, WebhookDraft } from "./integrations.ts";
import { hear } from "./hearing.ts";
import type { HookDraft } from "./hook-keeping.ts";
import type { InviteDraft } from "./inviting.ts";
import { logFault } from "../sockets/log-fault.ts";
import { assemble, type Parts } from "./parts.ts";
import { type PastStates, pastStatesOf } from "./past-states.ts";
import type { PollAsk, PollReply } from "./poll.ts";
import { ascend } from "./relays/ascending.ts";
import { hasRelays } from "./relays/relays.ts";
import { RestoreCheck } from "./restore-check.ts";
import { beingRestored, recordRestore, type RestoreStage, type RestoreTold, Restoring } from "./restoring.ts";
import { answerClose } from "../sockets/session.ts";
import { upgraded } from "../sockets/upgraded.ts";

/** How long what an alarm would tell waits while the room is being restored. */
const RESTORE_WAIT_MS = 10_000;

export class Room extends DurableObject<Env> {
  /** Others take their place where the room is deleted or restored. */
  #parts: Parts;
  /** Not for the edge: a test puts a simulated one here. */
  pastStates: PastStates;
  /** The same. */
  limits: PlacementLimits;
  readonly #restoring: Restoring;
  readonly #restoreCheck: RestoreCheck;

  /** Writes nothing, and reads whether there are relays: most wake-ups need little of what is here. */
  constructor(context: DurableObjectState, env: Env) {
    super(context, env);
    context.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PING, PONG));
    this.#parts = assemble(context, env);
    this.pastStates = pastStatesOf(context);
    this.limits = placementLimits(env);
    this.#restoring = new Restoring(context.storage.kv);
    this.#restoreCheck = new RestoreCheck(env, context.id);
    if (hasRelays(context.storage.kv)) void context.blockConcurrencyWhile(() => this.#parts.recall());
  }

  /** Takes a WebSocket in, or says which relay is to. The edge has verified who comes, and says so in the entry header. */
  override fetch(request: Request): Response {
    const entry = parseEntry(request.headers.get(ENTRY_HEADER));
    const relay = this.#parts.relays.placeFor(entry, request.headers.get(REFUSED_BY_HEADER), this.limits);
    if (relay !== undefined) return misdirected(relay);
    const { 0: client, 1: server } = new WebSocketPair();
    this.#parts.door.admit(server, entry);
    return upgraded(client, entry);
  }

  override async webSocketMessage(socket: WebSocket, data: string | ArrayBuffer): Promise<void> {
    // The first frame after a sleep waits, and those behind it with it, in their order.
    const checked = this.#parts.signOuts.checked(this.#parts.room.now());
    if (checked !== undefined) await checked;
    const session = this.#parts.attendance.sessions.find(socket);
    // A socket that was just cut may have frames under way.
    if (session === undefined) return;
    session.heard();
    // Answers pile up too, for a client that asks and does not read.
    if (!this.#parts.attendance.cutIfSlow(session)) hear(this.#parts, session, data);
  }

  /** What a relay brings from the connections that it holds. */
  async ascend(relay: string, ascent: Ascent): Promise<void> {
    const checked = this.#parts.signOuts.checked(this.#parts.room.now());
    if (checked !== undefined) await checked;
    ascend(this.#parts, relay, ascent);
  }

  override async webSocketClose(socket: WebSocket, code: number): Promise<void> {
    answerClose(socket, code);
    await this.#parts.attendance.leave(socket, this.#parts.room.now());
  }

  override async webSocketError(socket: WebSocket): Promise<void> {
    await this.#parts.attendance.leave(socket, this.#parts.room.now());
  }

  override async alarm(): Promise<void> {
    const { attendance, relays, room, deliverer, purger, alarm, chores, database } = this.#parts;
    relays.rang();
    try {
      await attendance.rang(room.now());
      if (deliverer.hasAny || purger.hasAny) {
        const mayTell = await this.#restoreCheck.mayTell();
        const dues = mayTell ? [await deliverer.run(), await purger.run()] : [room.now() + RESTORE_WAIT_MS];
        const next = Math.min(...dues.map((at) => at ?? Infinity));
        if (next !== Infinity) await alarm.ringBy(next);
      }
      await chores.rang(room.now(), attendance.sessions.size === 0);
      relays.rewritten(room.log.rewrites);
    } catch (error) {
      // The room was deleted or restored meanwhile: there is nothing left to do.
      if (!database.isRetired) throw error;
    }
  }

  /** Makes the room, with whoever asks as its owner. Refuses `taken` where there is or may be anything already. */
  async create(room: string, founder: Principal, settings: Founding): Promise<Reply<Place>> {
    return answerLater("create", async () => {
      if (this.#parts.attendance.sessions.size > 0)
        throw new ChatError("taken", "unable to make room; somebody is in one of this name");
      const { log } = this.#parts.room;
      const place = await this.#parts.dispatch.perform(room, () => ({
        events: found(this.#parts.room, room, founder, settings),
        value: { epoch: log.epoch, head: log.head },
      }));
      this.#parts.listing.configured(room, settings);
      return place;
    });
  }

  /** Ends the room: everybody is told, and nothing of it is left. The name is as if nobody had ever used it. */
  async remove(room: string, principal: Principal, isOperator: boolean): Promise<Reply<void>> {
    return answerLater("delete", async () => {
      refuseToDelete(this.#parts, room, principal, isOperator);
      retire(this.#parts, deleted());
      // No await before both are begun: an alarm or a message between them would write into what is being deleted.
      const emptied = this.#restoring.over(() =>
        Promise.all([this.ctx.storage.deleteAlarm(), this.ctx.storage.deleteAll()]),
      );
      this.#parts = assemble(this.ctx, this.env);
      await emptied;
      await this.#parts.listing.ended(room);
    });
  }

  /** Refuses `not_found` where the platform keeps nothing of that time. */
  async checkRestore(at: number): Promise<Reply<void>> {
    return answerLater("check restore", async () => {
      try {
        await this.pastStates.bookmarkAt(at);
      } catch (cause) {
        logFault("check restore", cause);
        throw new ChatError("not_found", "unable to restore room; no state of that time is kept", { cause });
      }
    });
  }

  /** The first step of a restore: shuts the room, tells everybody, and writes the mark that going back takes away. */
  async prepareRestore(place: number): Promise<Reply<RestoreStage>> {
    return answerLater("prepare restore", async () => {
      const stage = this.#restoring.stageOf(place);
      if (stage !== "back") return stage;
      retire(this.#parts, beingRestored(), CLOSE.restart);
      this.#restoring.mark(place, "prepared");
      await Promise.all([this.ctx.storage.sync(), this.#parts.relays.settled()]);
      return "prepared";
    });
  }

  /**
   * The second: the room starts anew as it was at `at`, and whoever called gets no answer. One that was not prepared,
   * or is over, is left alone. Answers where the platform refuses: then the room stays as it is.
   */
  async goBack(place: number, at: number): Promise<Reply<RestoreStage>> {
    return answerLater("go back", async () => {
      if (this.#restoring.stageOf(place) !== "prepared") return this.#restoring.stageOf(place);
      try {
        await this.pastStates.goBackTo(await this.pastStates.bookmarkAt(at));
      } catch (error) {
        logFault("go back", error);
        this.#restoring.mark(place, "failed");
        return "failed";
      }
      await this.pastStates.restart();
      return "prepared";
    });
  }

  /** The last: gives the room that went back, or could not, a new epoch. Whoever slipped in is sent to come again. */
  async settleRestore(room: string, place: number, told?: RestoreTold): Promise<Reply<RestoreStage>> {
    return answerLater("settle restore", async () => {
      const stage = this.#restoring.stageOf(place);
      if (stage === "prepared" || typeof stage === "object") return stage;
      retire(this.#parts, beingRestored(), CLOSE.restart);
      this.#parts = assemble(this.ctx, this.env);
      const outcome = stage === "failed" ? "failed" : "restored";
      const { room: context, listing, alarm } = this.#parts;
      context.log.renewEpoch();
      this.#restoring.settle(place, outcome);
      recordRestore(context, outcome, told);
      listing.configured(room, context.settings.of(room));
      // What was due at that time is due again; whether an alarm goes back with the rest, the platform does not say.
      if (context.log.exists) await alarm.ringBy(context.now());
      return { settled: outcome };
    });
  }

  /** Keeps an invite whose secret the edge made and hashed. */
  invite(room: string, principal: Principal, draft: InviteDraft): Reply<void> {
    return answer("invite", () => this.#parts.inviting.make(room, principal, draft));
  }

  invites(room: string, principal: Principal): Reply<Invite[]> {
    return answer("invites", () => this.#parts.inviting.list(room, principal));
  }

  revokeInvite(room: string, principal: Principal, id: string): Reply<void> {
    return answer("revoke", () => this.#parts.inviting.revoke(room, principal, id));
  }

  /** Enters by the invite of this digest. */
  async join(room: string, principal: Principal, digest: string): Promise<Reply<Joined>> {
    return answerLater("join", async () => {
      const joined = await this.#parts.dispatch.perform(room, () => this.#parts.inviting.join(principal, digest));
      settleMember({ room: this.#parts.room, attendance: this.#parts.attendance }, principal.id);
      return joined;
    });
  }

  /** Makes a webhook and gives its secret, told once. */
  addWebhook(room: string, principal: Principal, draft: WebhookDraft): Reply<string> {
    return answer("add webhook", () => this.#parts.integrations.addWebhook(room, principal, draft));
  }

  webhooks(room: string, principal: Principal): Reply<Webhook[]> {
    return answer("webhooks", () => this.#parts.integrations.listWebhooks(room, principal));
  }

  removeWebhook(room: string, principal: Principal, id: string): Reply<void> {
    return answer("remove webhook", () => this.#parts.integrations.removeWebhook(room, principal, id));
  }

  /** Makes a bot whose secret the edge made and hashed. */
  addBot(room: string, principal: Principal, draft: BotDraft): Reply<void> {
    return answer("add bot", () => this.#parts.integrations.addBot(room, principal, draft));
  }

  bots(room: string, principal: Principal): Reply<Bot[]> {
    return answer("bots", () => this.#parts.integrations.listBots(room, principal));
  }

  rotateBot(room: string, principal: Principal, id: string, digest: string): Reply<{ inUrl: boolean }> {
    return answer("rotate bot", () => this.#parts.integrations.rotateBot(room, principal, id, digest));
  }

  removeBot(room: string, principal: Principal, id: string): Reply<void> {
    return answer("remove bot", () => this.#parts.integrations.removeBot(room, principal, id));
  }

  /** Names who is asked before something is said, and gives the secret that signs it, told once. */
  putHook(room: string, principal: Principal, draft: HookDraft): Reply<string> {
    return answer("put hook", () => this.#parts.hookKeeping.put(room, principal, draft));
  }

  hook(room: string, principal: Principal): Reply<Hook> {
    return answer("hook", () => this.#parts.hookKeeping.get(room, principal));
  }

  removeHook(room: string, principal: Principal): Reply<void> {
    return answer("remove hook", () => this.#parts.hookKeeping.remove(room, principal));
  }

  reports(room: string, principal: Principal, range: RecordsRange): Reply<Reports> {
    return answer("reports", () => this.#parts.desk.reports(room, principal, range));
  }

  audit(room: string, principal: Principal, range: RecordsRange): Reply<Audit> {
    return answer("audit", () => this.#parts.desk.audit(room, principal, range));
  }

  standings(room: string, principal: Principal, range: StandingsRange): Reply<StandingsPage> {
    return answer("standings", () => this.#parts.desk.standings(room, principal, range));
  }

  words(room: string, principal: Principal): Reply<WordList> {
    return answer("words", () => this.#parts.desk.words(room, principal));
  }

  /** What a bot says, known by the digest of its secret; `text` is the JSON of a `send`. */
  async botCommand(room: string, bot: BotAsking, text: string): Promise<Reply<CommandReply>> {
    return answerLater("bot", () => {
      const find = () => this.#parts.integrations.speaker(room, bot.id, bot.digest, bot.viaUrl);
      return this.#parts.dispatch.call(find, text);
    });
  }

  /** Settings, place and member count. `room` is the name: an object made by an id does not know its own. */
  describe(room: string, asker: Asker): Reply<RoomInfo> {
    return answer("describe", () => this.#parts.looks.describe(room, asker));
  }

  /** How far the log goes, and how far whoever asks has read. */
  readPlace(room: string, principal: Principal): Reply<ReadPlace> {
    return answer("read place", () => this.#parts.looks.readPlace(room, principal));
  }

  /** A page of messages as the JSON of a `MessagesPage`: it goes on as it is. */
  messages(room: string, range: HistoryRange, asker: Asker): Reply<string> {
    return answer("messages", () => this.#parts.looks.messages(room, range, asker));
  }

  /** Messages that match, as the JSON of a `SearchPage`: it goes on as it is. */
  search(room: string, range: SearchRange, asker: Asker): Reply<string> {
    return answer("search", () => this.#parts.looks.search(room, range, asker));
  }

  /** Pinned messages, the newest pin first, as the JSON of a `PinsPage`. */
  pins(room: string, range: PinsRange, asker: Asker): Reply<string> {
    return answer("pins", () => this.#parts.messageLooks.pins(room, range, asker));
  }

  /** The texts of a message, the newest first, as the JSON of an `EditsPage`. */
  edits(room: string, seq: number, range: EditsRange, asker: Asker): Reply<string> {
    return answer("edits", () => this.#parts.messageLooks.edits(room, seq, range, asker));
  }

  /** Who reacted to a message with what, as the JSON of a `ReactionsPage`. */
  reactions(room: string, seq: number, range: ReactionsRange, asker: Asker): Reply<string> {
    return answer("reactions", () => this.#parts.messageLooks.reactions(room, seq, range, asker));
  }

  /** Who chose what in a poll, as the JSON of a `VotesPage`. */
  votes(room: string, seq: number, range: VotesRange, asker: Asker): Reply<string> {
    return answer("votes", () => this.#parts.messageLooks.votes(room, seq, range, asker));
  }

  /** Who is here. */
  members(room: string, asker: Asker): Reply<Members> {
    return answer("members", () => this.#parts.looks.members(room, asker));
  }

  /** All values, as the JSON `{"values":{…}}`: it goes on as it is. */
  values(room: string, asker: Asker): Reply<string> {
    return answer("values", () => this.#parts.looks.values(room, asker));
  }

  /** What has happened since a poller's cursor. */
  poll(room: string, ask: PollAsk, asker: Asker): Reply<PollReply> {
    return answer("poll", () => this.#parts.looks.poll(room, ask, asker));
  }

  /** Events after a seq as JSON lines, a part at a time; `next` is what to ask for then. Owners alone. */
  exportPage(room: string, principal: Principal, after: number): Reply<{ lines: string; next?: number }> {
    return answer("export", () => this.#parts.looks.exportPage(room, principal, after));
  }

  /** What the asker did here, in the same way. */
  exportMine(room: string, principal: Principal, after: number): Reply<{ lines: string; next?: number }> {
    return answer("export", () => this.#parts.looks.exportMine(room, principal, after));
  }

  /** Rows written since this instance woke, every index and alarm counted: what is billed, for tests and operators. */
  rowsWritten(): number {
    return this.#parts.database.rowsWritten + this.#parts.alarm.timesSet;
  }

  /** Rows looked at since this instance woke, for tests and operators. */
  rowsRead(): number {
    return this.#parts.database.rowsRead;
  }

  /** Runs a command, given as JSON of at most a frame's size. */
  async command(room: string, principal: Principal, text: string): Promise<Reply<CommandReply>> {
    return answerLater("command", async () => {
      const { signOuts, admission, dispatch } = this.#parts;
      const checked = signOuts.checked(Date.now());
      if (checked !== undefined) await checked;
      return dispatch.call(() => admission.memberOf(room, principal, "run command"), text);
    });
  }
}
