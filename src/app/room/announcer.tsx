// Reads new messages of others aloud, each once. What was said before, and one's own, is never announced.

import { useEffect, useRef, useState } from "preact/hooks";
import type { TimelineItem } from "../../client/state.ts";
import { isolate, t } from "../shared/t.ts";
import { excerptOf } from "../text/excerpt.ts";
import type { RoomView } from "./room-view.ts";

const SETTLE_MS = 400;
const LONGEST = 240;

/** What is on its way, and what changed beside messages, stands among them. */
function seqOf(item: Exclude<TimelineItem, { kind: "gap" }>): number {
  if (item.kind === "pending") return Infinity;
  return item.kind === "message" ? item.message.seq : item.event.seq;
}

/** What is said in a thread is heard where the thread is open. */
function isOpen(view: RoomView, root: number): boolean {
  const panel = view.talk.panel.peek();
  return panel?.kind === "thread" && panel.root === root;
}

export function Announcer({ view }: { view: RoomView }) {
  const { cursor, timeline, you } = view.state.value;
  const heard = useRef<number | undefined>(undefined);
  const waiting = useRef<string[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const [spoken, setSpoken] = useState({ turn: 0, text: "" });

  useEffect(() => {
    if (cursor === undefined) return;
    const from = heard.current;
    heard.current = Math.max(from ?? 0, cursor.seq);
    if (from === undefined) return;
    const fresh: string[] = [];
    for (let index = timeline.length - 1; index >= 0; index--) {
      const item = timeline[index];
      if (item === undefined || item.kind === "gap" || seqOf(item) <= from) break;
      if (item.kind !== "message") continue;
      if (item.message.by.id === you?.id || item.message.text === undefined) continue;
      if (item.message.thread !== undefined && !isOpen(view, item.message.thread)) continue;
      fresh.unshift(
        t("log.heard", { name: isolate(item.message.by.name), text: excerptOf(item.message.text, LONGEST) }),
      );
    }
    waiting.current.push(...fresh);
    if (waiting.current.length === 0 || timer.current !== undefined) return;
    timer.current = setTimeout(() => {
      const lines = waiting.current.splice(0);
      timer.current = undefined;
      const text = lines.length > 3 ? t("log.new", { count: lines.length }) : lines.join("\n");
      setSpoken(({ turn }) => ({ turn: turn + 1, text }));
    }, SETTLE_MS);
  }, [cursor?.seq]);

  return (
    <div class="unseen" aria-live="polite">
      {/* Readers of the screen say what comes into the region: the same words again must be another element. */}
      <span key={spoken.turn}>{spoken.text}</span>
    </div>
  );
}
