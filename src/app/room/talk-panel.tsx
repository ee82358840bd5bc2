// The panel beside the conversation for what one asked of it: a thread, the pins, who reacted, earlier texts. A sheet on phones.

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { deferred } from "../shared/deferred.tsx";
import { Icon } from "../shared/icon.tsx";
import * as icons from "../shared/icons.ts";
import { wide } from "../shared/media.ts";
import { Sheet } from "../shared/sheet.tsx";
import { type Key, t } from "../shared/t.ts";
import { EditsPanel } from "./edits-panel.tsx";
import { PinsPanel } from "./pins-panel.tsx";
import { ReactorsPanel } from "./reactors-panel.tsx";
import type { RoomView } from "./room-view.ts";
import type { TalkPanel } from "./talk-state.ts";
import { loadPolls } from "./poll/load-polls.ts";
import { ThreadPanel } from "./thread-panel.tsx";
import { ThreadsPanel } from "./threads-panel.tsx";

const FindPanel = deferred(async () => (await import("./find.ts")).find.FindPanel);

const VotersPanel = deferred(async () => (await loadPolls()).VotersPanel);

const TITLES: Readonly<Record<TalkPanel["kind"], Key>> = {
  thread: "talk.thread.title",
  threads: "talk.threads.title",
  pins: "talk.pins.title",
  find: "room.find",
  reactors: "talk.reactors.title",
  voters: "poll.who.title",
  edits: "talk.edits.title",
};

/** `sheet`: there is no place beside, however wide the page. */
export function TalkPanelView({ view, sheet = false }: { view: RoomView; sheet?: boolean }) {
  const panel = view.talk.panel.value;
  const beside = wide.value && !sheet;
  // Taken while it is drawn first: by its effects a field in it has the focus.
  const opener = useRef(document.activeElement);
  const aside = useRef<HTMLElement>(null);
  // Where there is no field to write in, so that Escape closes it.
  const takesFocus = panel !== undefined && panel.kind !== "thread" && panel.kind !== "find";
  useEffect(() => {
    if (takesFocus) aside.current?.querySelector("button")?.focus();
  }, [takesFocus]);
  if (panel === undefined) return null;
  const close = (): void => {
    view.talk.panel.value = undefined;
    if (beside && opener.current instanceof HTMLElement) opener.current.focus();
  };
  const content = (
    <Head title={t(TITLES[panel.kind])} onClose={close}>
      <Content key={keyOf(panel)} panel={panel} view={view} />
    </Head>
  );
  if (!beside) {
    return (
      <Sheet open onClose={close} labelledBy="talk-title" class={`talk ${panel.kind}`}>
        {content}
      </Sheet>
    );
  }
  return (
    <aside
      ref={aside}
      class={`panel talk ${panel.kind}`}
      aria-labelledby="talk-title"
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented) close();
      }}
    >
      {content}
    </aside>
  );
}

function Head({ title, onClose, children }: { title: string; onClose: () => void; children: ComponentChildren }) {
  return (
    <>
      <header class="panel-head">
        <h2 id="talk-title">{title}</h2>
        <button
          type="button"
          class="button icon"
          aria-label={t("talk.close")}
          title={t("talk.close")}
          onClick={onClose}
        >
          <Icon path={icons.close} />
        </button>
      </header>
      {children}
    </>
  );
}

function Content({ panel, view }: { panel: TalkPanel; view: RoomView }) {
  switch (panel.kind) {
    case "thread":
      return <ThreadPanel root={panel.root} seq={panel.seq} view={view} />;
    case "threads":
      return <ThreadsPanel view={view} />;
    case "pins":
      return <PinsPanel view={view} />;
    case "find":
      return <FindPanel view={view} {...(panel.typed === undefined ? {} : { typed: panel.typed })} />;
    case "reactors":
      return <ReactorsPanel seq={panel.seq} view={view} />;
    case "voters":
      return <VotersPanel seq={panel.seq} view={view} />;
    case "edits":
      return <EditsPanel seq={panel.seq} view={view} />;
  }
}

function keyOf(panel: TalkPanel): string {
  switch (panel.kind) {
    case "thread":
      return `thread ${panel.root}`;
    case "threads":
    case "pins":
      return panel.kind;
    case "find":
      return `find ${panel.typed ?? ""}`;
    case "reactors":
    case "voters":
    case "edits":
      return `${panel.kind} ${panel.seq}`;
  }
}
