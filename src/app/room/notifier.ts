// Tells of messages that nobody has read for a moment, here or elsewhere: by a notification of the system, and by a sound where that was asked for.

import { effect } from "@preact/signals";
import { isolate, t } from "../shared/t.ts";
import { excerptOf } from "../text/excerpt.ts";
import { chime } from "./chime.ts";
import { noticeIn } from "./notices.ts";
import { areSoundsOn, isDisturbing, readNotices } from "./notice-settings.ts";
import type { RoomView } from "./room-view.ts";

const SHOWN_CHARS = 200;

/** Somebody may look at the room in another tab: what is read there is told here within two seconds. */
const READ_ELSEWHERE_MS = 2500;

/** What was there when it begins is no news. Gives what ends it. */
export function watchNotices(view: RoomView): () => void {
  let heard = view.state.value.cursor?.seq;
  let waiting: { readonly after: number; readonly timer: ReturnType<typeof setTimeout> } | undefined;
  const newsAfter = (after: number) => {
    const { timeline, you } = view.state.peek();
    return noticeIn(timeline, after, {
      choice: readNotices(view.room),
      isDisturbing: isDisturbing(),
      isLookedAt: !document.hidden && document.hasFocus(),
      you,
    });
  };
  const tell = (after: number): void => {
    waiting = undefined;
    const message = newsAfter(Math.max(after, view.you.peek()?.readUpTo ?? 0));
    if (message?.text === undefined) return;
    void show(
      view,
      t("notice.title", { name: isolate(message.by.name), room: isolate(view.title.peek()) }),
      message.text,
    );
    if (areSoundsOn()) chime();
  };
  const stop = effect(() => {
    const { cursor } = view.state.value;
    if (cursor === undefined) return;
    const after = heard ?? cursor.seq;
    heard = Math.max(after, cursor.seq);
    if (waiting !== undefined || newsAfter(after) === undefined) return;
    waiting = { after, timer: setTimeout(() => tell(after), READ_ELSEWHERE_MS) };
  });
  return () => {
    stop();
    clearTimeout(waiting?.timer);
  };
}

/** One at a time for each room, in however many tabs it is open. */
async function show({ room }: RoomView, title: string, text: string): Promise<void> {
  if (!("Notification" in window) || Notification.permission !== "granted") return;
  const options = { body: excerptOf(text, SHOWN_CHARS), tag: room, icon: "/icon-192.png" };
  try {
    // Phones show notifications of service workers alone; a click on one is answered there.
    const worker = "serviceWorker" in navigator ? await navigator.serviceWorker.getRegistration() : undefined;
    if (worker?.active != null) return await worker.showNotification(title, { ...options, data: room });
    const notice = new Notification(title, options);
    notice.addEventListener("click", () => {
      window.focus();
      notice.close();
    });
  } catch {
    // A phone without a worker: there is nothing to tell by.
  }
}
