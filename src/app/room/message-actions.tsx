// What can be done with one message, offered beside it.

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Role } from "../../protocol/schemas.ts";
import { Icon } from "../shared/icon.tsx";
import * as icons from "../shared/icons.ts";
import { copyText } from "../shared/clipboard.ts";
import { roomLink } from "../shared/room-link.ts";
import { coarse } from "../shared/media.ts";
import { isolate, t } from "../shared/t.ts";
import { act } from "./act.ts";
import { acting, type Acting } from "./acting.ts";
import { answer, threadOf } from "./answer.ts";
import { asQuote } from "./as-quote.ts";
import { EmojiRow } from "./emoji-row.tsx";
import { type Guarding, openGuard } from "./guard/guarding.ts";
import { isAtLeast } from "./roles.ts";
import type { RoomView } from "./room-view.ts";
import type { MessageRow, Place } from "./rows.ts";
import type { TalkPanel } from "./talk-state.ts";

export type ActionsProps = { row: MessageRow & { readonly seq: number }; now: Acting; place: Place; view: RoomView };

export function MessageActions({ row, now, place, view }: ActionsProps) {
  const bar = useRef<HTMLDivElement>(null);
  const [isBelow, setBelow] = useState(false);
  const { seq, key } = row;
  useLayoutEffect(() => {
    // At the upper edge of the log there is no room above the message.
    const logTop = bar.current?.closest(".log, .thread-log")?.getBoundingClientRect().top ?? 0;
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
      {now.mode === "choosing" && <Choices {...{ row, place, view, turn, close, closeIfDone }} />}
      {now.mode === "more" && <MoreChoices {...{ row, place, view, turn, close, closeIfDone }} />}
      {now.mode === "reacting" && (
        <EmojiRow
          own={row.mine ?? []}
          onPick={(emoji, on) =>
            void act(view, key, "react", (client) => client.react(seq, emoji, on)).then(closeIfDone)
          }
        />
      )}
      {now.mode === "removing" && <AskRemove {...{ row, view, close, closeIfDone }} />}
    </div>
  );
}

type AskRemoveProps = Pick<ChoicesProps, "row" | "view" | "close" | "closeIfDone">;

export function AskRemove({ row: { seq, key }, view, close, closeIfDone }: AskRemoveProps) {
  return (
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
  );
}

type ChoicesProps = Omit<ActionsProps, "now"> & {
  /** In words, as in a sheet, which has the emoji and the rest beside them. */
  worded?: boolean;
  turn: (mode: Acting["mode"]) => void;
  close: () => void;
  closeIfDone: (isDone: boolean) => void;
};

/** What is done often; by the pointer, where there is place, the rest that is told from others by its sign. */
export function Choices({ row, place, view, turn, close, worded = false }: ChoicesProps) {
  const { seq } = row;
  const may = permitted(row, view);
  return (
    <div
      class={worded ? "choices worded" : "choices"}
      role={worded ? "group" : "toolbar"}
      aria-label={t("acts.label", { name: isolate(row.authorName) })}
    >
      {may.write && !worded && <Choice label={t("acts.react")} icon={icons.smile} onPress={() => turn("reacting")} />}
      {may.edit && (
        <Choice worded={worded} label={t("acts.edit")} icon={icons.pencil} onPress={() => turn("editing")} />
      )}
      {may.write && (
        <Choice
          worded={worded}
          label={t("talk.act.reply")}
          icon={icons.reply}
          onPress={() => {
            close();
            answer(row, place, view);
          }}
        />
      )}
      {place === "log" && (
        <Choice
          worded={worded}
          label={t("talk.act.thread")}
          icon={icons.thread}
          onPress={() => {
            close();
            view.talk.panel.value = { kind: "thread", root: seq };
          }}
        />
      )}
      {!coarse.value && <CopyLink row={row} view={view} />}
      {!coarse.value && may.remove && (
        <Choice label={t("acts.remove")} icon={icons.bin} onPress={() => turn("removing")} />
      )}
      {!worded && <Choice label={t("talk.act.more")} icon={icons.more} onPress={() => turn("more")} />}
    </div>
  );
}

/** All that is left, in words. */
export function MoreChoices({ row, place, view, turn, close, closeIfDone }: ChoicesProps) {
  const { seq, key, text = "" } = row;
  const may = permitted(row, view);
  const open = (panel: TalkPanel): void => {
    close();
    view.talk.panel.value = panel;
  };
  const guard = (asked: Guarding): void => {
    close();
    openGuard(asked);
  };
  return (
    <div class="choices worded" role="group" aria-label={t("acts.label", { name: isolate(row.authorName) })}>
      {may.pin && (
        <Choice
          worded
          label={t(row.pinned ? "acts.unpin" : "acts.pin")}
          icon={icons.pin}
          onPress={() => void act(view, key, "pin", (client) => client.pin(seq, !row.pinned)).then(closeIfDone)}
        />
      )}
      {may.write && (
        <Choice
          worded
          label={t("talk.act.quote")}
          icon={icons.quote}
          onPress={() => {
            close();
            view.recalled.value = { text: asQuote(text), thread: threadOf(row, place) };
          }}
        />
      )}
      <CopyText text={text} />
      {place === "log" && (
        <Choice
          worded
          label={t("acts.unread")}
          icon={icons.unread}
          onPress={() => {
            close();
            view.markUnread(seq);
          }}
        />
      )}
      {coarse.value && <CopyLink worded row={row} view={view} />}
      {row.reactions !== undefined && (
        <Choice worded label={t("talk.act.who")} icon={icons.smile} onPress={() => open({ kind: "reactors", seq })} />
      )}
      {row.edited && (
        <Choice worded label={t("talk.act.edits")} icon={icons.history} onPress={() => open({ kind: "edits", seq })} />
      )}
      {coarse.value && may.remove && (
        <Choice worded label={t("acts.remove")} icon={icons.bin} onPress={() => turn("removing")} />
      )}
      {may.purge && (
        <Choice
          worded
          label={t("guard.way.purge", { name: isolate(row.authorName) })}
          icon={icons.bin}
          onPress={() => guard({ kind: "purge", member: { id: row.authorId, name: row.authorName } })}
        />
      )}
      {may.report && (
        <Choice
          worded
          label={t("guard.way.report")}
          icon={icons.alert}
          onPress={() => guard({ kind: "report", message: seq })}
        />
      )}
    </div>
  );
}

type ChoiceProps = { label: string; icon: string; worded?: boolean; onPress: () => void };

function Choice({ label, icon, worded = false, onPress }: ChoiceProps) {
  return worded ? (
    <button type="button" class="button" onClick={onPress}>
      <Icon path={icon} size={18} />
      {label}
    </button>
  ) : (
    <button type="button" class="button icon" aria-label={label} title={label} onClick={onPress}>
      <Icon path={icon} size={18} />
    </button>
  );
}

function CopyLink({ row, view, worded = false }: { row: ActionsProps["row"]; view: RoomView; worded?: boolean }) {
  return (
    <Copy
      worded={worded}
      label={t("acts.link")}
      icon={icons.copy}
      text={`${roomLink(view.room)}#m${row.seq}`}
      done={t("acts.link.copied")}
      undone={t("acts.link.uncopied")}
    />
  );
}

function CopyText({ text }: { text: string }) {
  return (
    <Copy
      worded
      label={t("talk.act.text")}
      icon={icons.text}
      text={text}
      done={t("talk.act.text.copied")}
      undone={t("talk.act.text.uncopied")}
    />
  );
}

type CopyProps = { label: string; icon: string; text: string; done: string; undone: string; worded: boolean };

function Copy({ label, icon, text, done, undone, worded }: CopyProps) {
  const [isDone, setDone] = useState<boolean>();
  return (
    <>
      <Choice
        worded={worded}
        label={label}
        icon={isDone === true ? icons.check : icon}
        onPress={() => void copyText(text).then(setDone)}
      />
      <span class="unseen" role="status">
        {isDone !== undefined && (isDone ? done : undone)}
      </span>
    </>
  );
}

/** What the room would refuse for certain is not offered. What a token claims of an author only the room knows. */
export function permitted({ own, authorId, poll }: MessageRow, view: RoomView) {
  const role = view.you.value?.role ?? "reader";
  const author: Role | undefined = view.members.value.list.find(({ id }) => id === authorId)?.role;
  const write = isAtLeast(role, "member");
  const isAbove = role === "owner" || (role === "moderator" && !isAtLeast(author ?? "member", "moderator"));
  return {
    write,
    edit: own && write && poll === undefined,
    pin: isAtLeast(role, "moderator"),
    remove: own || isAbove,
    purge: !own && isAbove,
    report: !own && view.client !== undefined,
  };
}

/** Left and right, up and down go along the buttons. */
function stepAlong({ key, currentTarget, target }: KeyboardEvent): boolean {
  if (!/^Arrow(?:Left|Right|Up|Down)$/.test(key) || !(currentTarget instanceof Element)) return false;
  if (target instanceof HTMLInputElement) return false;
  const buttons = [...currentTarget.querySelectorAll("button")];
  const at = buttons.findIndex((button) => button === target);
  const isSideways = key === "ArrowLeft" || key === "ArrowRight";
  const isForward = !isSideways
    ? key === "ArrowDown"
    : (key === "ArrowRight") === (getComputedStyle(currentTarget).direction === "ltr");
  buttons.at((at + (isForward ? 1 : -1)) % buttons.length)?.focus();
  return true;
}
