// Keeps what a room looks like on this device, shows it while the room does not answer, and forgets it in time.

import { effect } from "@preact/signals";
import { openOutboxStore } from "../../../client/outbox-store.ts";
import { openRoomStore } from "../../../client/room-store.ts";
import type { RoomView } from "../room-view.ts";
import { readVisitedRooms, rememberTitle } from "../visited-rooms.ts";
import { KEPT_MS, rowOf, shownOf } from "./kept-row.ts";

/** After the newest change: a lively room is not written at each message. */
const SETTLE_MS = 2000;

const store = openRoomStore();
/** Left on this page: a page that goes away must not write them again. */
const forgotten = new Set<string>();
/** Counts what was forgotten: a row that was read before is not shown after. */
let forgettings = 0;
/** Nothing is read before what is to go has gone. */
let sifted: Promise<unknown> = Promise.resolve();

/** What was kept, as long as nothing newer is known. */
export async function showKept(view: RoomView): Promise<void> {
  try {
    await sifted;
    const before = forgettings;
    const [row, member] = await Promise.all([store.get(view.room), openOutboxStore().lastMember(location.origin)]);
    const state = row && shownOf(row, member, Date.now());
    if (row !== undefined && state !== undefined && before === forgettings) view.showKept(state, row.at);
  } catch {
    // Where nothing can be kept there is nothing to show.
  }
}

/** Called once inside. Gives what ends it. */
export function keepRoom(view: RoomView): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let seen: unknown;
  let title: string | undefined;
  let isSifted = false;
  forgotten.delete(view.room);
  const rest = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  const keep = () => {
    rest();
    const row = rowOf(view.room, view.state.value, Date.now());
    if (row !== undefined && !forgotten.has(view.room)) store.put(row).catch(() => undefined);
  };
  const onHide = () => {
    if (document.visibilityState === "hidden" && timer !== undefined) keep();
  };
  const stop = effect(() => {
    const { timeline, connection, cursor, you, room } = view.state.value;
    if (room !== undefined && room.title !== title) rememberTitle(view.room, (title = room.title));
    if (connection.kind === "stopped") {
      // Whoever was sent away keeps nothing of it.
      rest();
      void forgetRoomKept(view.room);
      return;
    }
    if (cursor === undefined || you === undefined || timeline === seen) return;
    seen = timeline;
    timer ??= setTimeout(keep, SETTLE_MS);
    if (!isSifted) void sift(you.id, view.room);
    isSifted = true;
  });
  document.addEventListener("visibilitychange", onHide);
  return () => {
    stop();
    rest();
    document.removeEventListener("visibilitychange", onHide);
  };
}

/** Rooms that left the list, rows of who one was before, and what is too old. */
async function sift(member: string, room: string): Promise<void> {
  const rooms = new Set([...readVisitedRooms(), room]);
  const since = Date.now() - KEPT_MS;
  await store.sift((row) => row.member === member && rooms.has(row.room) && row.at > since).catch(() => undefined);
}

/** One room, because one left it or was sent away. */
export async function forgetRoomKept(room: string): Promise<void> {
  forgotten.add(room);
  await forget((row) => row.room !== room);
}

/** All of it: this browser is nobody any more. */
export async function forgetAllKept(): Promise<void> {
  await forget(() => false);
}

async function forget(isWanted: Parameters<typeof store.sift>[0]): Promise<void> {
  forgettings++;
  sifted = store.sift(isWanted).catch(() => undefined);
  await sifted;
}
