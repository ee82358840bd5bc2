// Entry of the chat: the guide's few lines, running, and the way to the same room in the app.

import { type ReadonlySignal, signal } from "@preact/signals";
import { useState } from "preact/hooks";
import { t } from "../../shared/t.ts";
import { mountUse, type UseStatus } from "../mount-use.tsx";

/** The newest are enough. */
const SHOWN = 50;

type Heard = { readonly number: number; readonly text: string };

mountUse(async (room) => {
  const { talkPlainly } = await import("./talk-plainly.ts");
  const heard = signal<readonly Heard[]>([]);
  const status = signal<UseStatus>("connecting");
  const { socket, say } = talkPlainly(room, (text) => {
    const number = (heard.value.at(-1)?.number ?? 0) + 1;
    heard.value = [...heard.value, { number, text }].slice(-SHOWN);
  });
  socket.addEventListener("open", () => (status.value = "online"));
  socket.addEventListener("close", () => (status.value = "stopped"));
  return { status, view: <Chat room={room} heard={heard} status={status} say={say} /> };
});

type ChatProps = {
  room: string;
  heard: ReadonlySignal<readonly Heard[]>;
  status: ReadonlySignal<UseStatus>;
  say: (text: string) => void;
};

function Chat({ room, heard, status, say }: ChatProps) {
  const [text, setText] = useState("");
  return (
    <>
      <section class="panel heard" aria-labelledby="heard-title">
        <h2 id="heard-title">{t("uses.chat.heard")}</h2>
        <div role="log" aria-label={t("log.label")} tabIndex={0}>
          {heard.value.map((each) => (
            <p key={each.number} dir="auto">
              {each.text}
            </p>
          ))}
        </div>
        <form
          class="row"
          onSubmit={(event) => {
            event.preventDefault();
            if (text === "" || status.value !== "online") return;
            say(text);
            setText("");
          }}
        >
          <div class="input">
            <input
              value={text}
              dir="auto"
              autoComplete="off"
              enterkeyhint="send"
              aria-label={t("composer.label")}
              placeholder={t("uses.chat.placeholder")}
              onInput={(event) => setText(event.currentTarget.value)}
            />
          </div>
          <button type="submit" class="button outlined large">
            {t("composer.send")}
          </button>
        </form>
        {status.value === "stopped" && <p class="problem">{t("uses.chat.closed")}</p>}
      </section>
      <section class="whole">
        <h2>{t("uses.chat.whole")}</h2>
        <p class="quiet">{t("uses.chat.whole.text")}</p>
        <p class="ways">
          <a class="button filled large" href="/r/lobby">
            {t("uses.chat.lobby")}
          </a>
          <a class="button outlined large" href={`/r/${room}`}>
            {t("uses.chat.room")}
          </a>
        </p>
      </section>
    </>
  );
}
