// What every use's page has: the theme, how it is connected, a second window, the code to take along, and the use itself.

import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { type ComponentChild, render, type VNode } from "preact";
import type { RoomState } from "../../client/state.ts";
import { useCopied } from "../shared/copied.ts";
import { CopyBox, CopyButton } from "../shared/copy-box.tsx";
import { isolate, t } from "../shared/t.ts";
import { ThemeToggle } from "../shared/theme-toggle.tsx";
import "./words-uses.ts";
import { translateUse } from "./translate-use.ts";
import { linkOf, takeRoom } from "./use-room.ts";
import { enterAsWindow, Refused } from "./window-guest.ts";

export type UseStatus = "connecting" | "online" | "waiting" | "stopped";

export type OpenUse = {
  readonly status: ReadonlySignal<UseStatus>;
  /** Of the room, where the use is on the SDK. */
  readonly state?: ReadonlySignal<RoomState>;
  readonly view: VNode;
};

type Opening =
  | { readonly kind: "opening" }
  | { readonly kind: "failed"; readonly message: string }
  | ({ readonly kind: "open" } & OpenUse);

/**
 * Begins the page. `open` is given the room, and what makes this window somebody in it; it is called again after a
 * failure that it throws, where whoever looks asks for that.
 */
export function mountUse(open: (room: string, enter: typeof enterAsWindow) => Promise<OpenUse>): void {
  void translateUse();
  const room = takeRoom();
  const opening = signal<Opening>({ kind: "opening" });
  const begin = async (): Promise<void> => {
    opening.value = { kind: "opening" };
    try {
      opening.value = { kind: "open", ...(await open(room, enterAsWindow)) };
    } catch (error) {
      opening.value = { kind: "failed", message: error instanceof Refused ? error.message : t("uses.unreachable") };
    }
  };
  place("theme", <ThemeToggle />);
  place("second", <SecondWindow room={room} />);
  place("copy", <CopyCode />);
  place("status", <Status opening={opening} />);
  place("demo", <Demo opening={opening} onRetry={() => void begin()} />);
  void begin();
}

function place(id: string, what: ComponentChild): void {
  const element = document.getElementById(id);
  if (element !== null) render(what, element);
}

function Demo({ opening, onRetry }: { opening: Signal<Opening>; onRetry: () => void }) {
  const now = opening.value;
  if (now.kind === "open") return now.view;
  if (now.kind === "opening") return null;
  return (
    <div class="failed" role="alert">
      <p>{t("uses.failed", { message: now.message })}</p>
      <button type="button" class="button outlined" onClick={onRetry}>
        {t("uses.again")}
      </button>
    </div>
  );
}

function Status({ opening }: { opening: Signal<Opening> }) {
  const now = opening.value;
  const status = now.kind === "open" ? now.status.value : now.kind === "failed" ? "stopped" : "connecting";
  const state = now.kind === "open" ? now.state?.value : undefined;
  return (
    <p class="use-status">
      <span class="status" data-status={status}>
        <span class="dot" aria-hidden="true" />
        <span class="word">{t(`status.${status}`)}</span>
      </span>
      {state?.you !== undefined && <span>{t("uses.you", { name: isolate(state.you.name) })}</span>}
      {state?.you !== undefined && <span>{t("members.count", { count: state.members.count })}</span>}
    </p>
  );
}

function SecondWindow({ room }: { room: string }) {
  const link = linkOf(room);
  return (
    <section class="second" aria-labelledby="second-title">
      <h2 id="second-title">{t("uses.second.title")}</h2>
      <p class="quiet">{t("uses.second.text")}</p>
      <a class="button outlined large" href={link} target="_blank" rel="noopener">
        {t("uses.second.open")}
      </a>
      <CopyBox text={link} shown={link.replace(/^https?:\/\//, "")} label={t("uses.second.link")} />
      <p class="quiet">
        <a href={`/r/${room}`}>{t("uses.second.chat")}</a>
      </p>
    </section>
  );
}

function CopyCode() {
  const [copied, copy] = useCopied();
  const press = async () => {
    const code = document.getElementById("code");
    if (code === null || (await copy(code.textContent))) return;
    getSelection()?.selectAllChildren(code);
  };
  return <CopyButton copied={copied} onPress={() => void press()} />;
}
