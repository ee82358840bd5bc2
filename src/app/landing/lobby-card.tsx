// The lobby beside the sentence. Looking reads it over HTTP; the first click in it enters.

import { useEffect } from "preact/hooks";
import { Conversation } from "../room/conversation.tsx";
import type { RoomView } from "../room/room-view.ts";
import { StatusWord } from "../room/status.tsx";
import { LOBBY } from "../room/visited-rooms.ts";
import { Icon } from "../shared/icon.tsx";
import * as icons from "../shared/icons.ts";
import { t } from "../shared/t.ts";

const LOOK_EVERY_MS = 10_000;
/** A page left open does not ask for ever; looking back at it begins anew. */
const LOOKS_MAX = 30;

export function LobbyCard({ view }: { view: RoomView }) {
  useLooks(view);
  const count = view.members.value.count;
  return (
    <section
      class="lobby-card"
      aria-labelledby="lobby-title"
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest("a, button, dialog") === null) void view.enter();
      }}
    >
      <header>
        <h2 id="lobby-title">{t("landing.lobby")}</h2>
        <StatusWord view={view} />
        <span class="spring" />
        {count > 0 && <span class="quiet">{t("members.count", { count })}</span>}
        <a
          class="button icon"
          href={`/r/${LOBBY}`}
          aria-label={t("landing.lobby.open")}
          title={t("landing.lobby.open")}
        >
          <Icon path={icons.open} size={18} />
        </a>
      </header>
      <Conversation view={view} />
    </section>
  );
}

function useLooks(view: RoomView): void {
  useEffect(() => {
    let looks = 0;
    const look = () => {
      if (document.hidden || view.entry.value.kind !== "looking" || looks++ >= LOOKS_MAX) return;
      void view.look();
    };
    const lookAgain = () => {
      looks = 0;
      look();
    };
    look();
    const timer = setInterval(look, LOOK_EVERY_MS);
    document.addEventListener("visibilitychange", lookAgain);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", lookAgain);
    };
  }, [view]);
}
