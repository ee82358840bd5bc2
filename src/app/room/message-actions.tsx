// What can be done with one message, offered beside it.

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Role } from "../../protocol/schemas.ts";
import { Icon } from "../shared/icon.tsx";
import * as icons from "../shared/icons.ts";
import { copyText } from "../shared/clipboard.ts";
import { roomLink } from "../shared/room-link.ts";
import { isolate, t } from "../shared/t.ts";
import { act } from "./act.ts";
import { acting, type Acting } from "./acting.ts";
import { EmojiRow } from "./emoji-row.tsx";
import { isAtLeast } from "./roles.ts";
import type { RoomView } from "./room-view.ts";
import type { MessageRow } from "./rows.ts";

export type ActionsProps = { row: MessageRow & { readonly seq: number }; now: Acting; view: RoomView };

export function MessageActions({ row, now, view }: ActionsProps) {
  const bar = useRef<HTMLDivElement>(null);
  const [isBelow, setBelow] = useState(false);
  const { seq, key } = row;
  useLayoutEffect(() => {
    // At the upper edge of the log there is no room above the message.
    const logTop = bar.current?.closest(".log")?.getBoundingClientRect().top ?? 0;
    if ((bar.current?.getBoundingClientRect().top ?? logTop) < logTop) setBelow(true);
  }, [now.mode, now.problem]);
  useEffect(() => {
    if (now.by === "keys" && now.mode !== "editing") bar.current?.querySelector("button")?.focus();
  }, [now.by, now.mode]);

  const close = (): void => {
    const opener = bar.current?.closest(".message")?.querySelector<HTMLElement>(".more");
    acting.value = undefined;
    if (now.by === "keys") opener?.focus();
  };
  const closeIfDone = (isDone: boolean): void => {
    if (isDone) close();
  };
  const turn = (mode: Acting["mode"]): void => void (acting.value = { key, mode, by: "keys" });

  return (
    <div
      ref={bar}
      role="presentation"
      class={isBelow ? "acts below" : "acts"}
      onKeyDown={(event) => {
        if (event.key === "Escape") close();
        else if (!stepAlong(event)) return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      {now.problem !== undefined && (
        <p class="problem" role="alert">
          {now.problem}
        </p>
      )}
      {now.mode === "choosing" && <Choices row={row} view={view} turn={turn} closeIfDone={closeIfDone} />}
      {now.mode === "reacting" && (
        <EmojiRow
          own={row.mine ?? []}
          onPick={(emoji, on) =>
            void act(view, key, "react", (client) => client.react(seq, emoji, on)).then(closeIfDone)
          }
        />
      )}
      {now.mode === "removing" && (
        <div class="ask" role="group" aria-label={t("acts.remove.ask")}>
          <p>{t("acts.remove.ask")}</p>
          <button type="button" class="button outlined" onClick={close}>
            {t("acts.remove.no")}
          </button>
          <button
            type="button"
            class="button danger"
            onClick={() => void act(view, key, "remove", (client) => client.remove(seq)).then(closeIfDone)}
          >
            {t("acts.remove.yes")}
          </button>
        </div>
      )}
    </div>
  );
}

type ChoicesProps = Omit<ActionsProps, "now"> & {
  turn: (mode: Acting["mode"]) => void;
  closeIfDone: (isDone: boolean) => void;
};

function Choices({ row, view, turn, closeIfDone }: ChoicesProps) {
  const { seq, key } = row;
  const may = permitted(row, view);
  return (
    <div class="choices" role="toolbar" aria-label={t("acts.label", { name: isolate(row.authorName) })}>
      {may.write && <Choice label={t("acts.react")} icon={icons.smile} onPress={() => turn("reacting")} />}
      {may.edit && <Choice label={t("acts.edit")} icon={icons.pencil} onPress={() => turn("editing")} />}
      {may.pin && (
        <Choice
          label={t(row.pinned ? "acts.unpin" : "acts.pin")}
          icon={icons.pin}
          onPress={() => void act(view, key, "pin", (client) => client.pin(seq, !row.pinned)).then(closeIfDone)}
        />
      )}
      <CopyLink link={`${roomLink(view.room)}#m${seq}`} />
      {may.remove && <Choice label={t("acts.remove")} icon={icons.bin} onPress={() => turn("removing")} />}
    </div>
  );
}

function Choice({ label, icon, onPress }: { label: string; icon: string; onPress: () => void }) {
  return (
    <button type="button" class="button icon" aria-label={label} title={label} onClick={onPress}>
      <Icon path={icon} size={18} />
    </button>
  );
}

function CopyLink({ link }: { link: string }) {
  const [outcome, setOutcome] = useState<"acts.link.copied" | "acts.link.uncopied">();
  const copy = async (): Promise<void> =>
    setOutcome((await copyText(link)) ? "acts.link.copied" : "acts.link.uncopied");
  return (
    <>
      <Choice
        label={t("acts.link")}
        icon={outcome === "acts.link.copied" ? icons.check : icons.copy}
        onPress={() => void copy()}
      />
      <span class="unseen" role="status">
        {outcome !== undefined && t(outcome)}
      </span>
    </>
  );
}

/** What the room would refuse for certain is not offered. What a token claims of an author only the room knows. */
function permitted({ own, authorId }: MessageRow, view: RoomView) {
  const role = view.you.value?.role ?? "reader";
  const author: Role | undefined = view.members.value.list.find(({ id }) => id === authorId)?.role;
  const write = isAtLeast(role, "member");
  const isAbove = role === "owner" || (role === "moderator" && !isAtLeast(author ?? "member", "moderator"));
  return { write, edit: own && write, pin: isAtLeast(role, "moderator"), remove: own || isAbove };
}

/** Left and right go along the buttons. */
function stepAlong({ key, currentTarget, target }: KeyboardEvent): boolean {
  if ((key !== "ArrowLeft" && key !== "ArrowRight") || !(currentTarget instanceof Element)) return false;
  if (target instanceof HTMLInputElement) return false;
  const buttons = [...currentTarget.querySelectorAll("button")];
  const at = buttons.findIndex((button) => button === target);
  const isForward = (key === "ArrowRight") === (getComputedStyle(currentTarget).direction === "ltr");
  buttons.at((at + (isForward ? 1 : -1)) % buttons.length)?.focus();
  return true;
}
