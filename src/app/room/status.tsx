// How the room and this page are connected: a dot of a shape and colour, always with its word.

import { hasNetwork } from "../shared/network.ts";
import { t } from "../shared/t.ts";
import type { RoomView } from "./room-view.ts";

type Status = "checking" | "looking" | "connecting" | "online" | "waiting" | "offline" | "stopped";

export function StatusWord({ view }: { view: RoomView }) {
  const status = statusOf(view);
  return (
    <span class="status" data-status={status} title={t(`status.${status}`)}>
      <span class="dot" aria-hidden="true" />
      <span class="word">{t(`status.${status}`)}</span>
    </span>
  );
}

function statusOf(view: RoomView): Status {
  const entry = view.entry.value.kind;
  if (entry === "checking") return "checking";
  if (entry !== "inside") return "looking";
  const { kind } = view.connection.value;
  if (kind === "waiting") return hasNetwork() ? "waiting" : "offline";
  return kind === "idle" ? "connecting" : kind;
}
