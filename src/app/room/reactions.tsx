// The reactions to a message: each a button that puts one's own or takes it back, and tells by whom it is.

import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../shared/t.ts";
import { loadActs } from "./load-acts.ts";
import { loadTalk } from "./load-talk.ts";
import type { RoomView } from "./room-view.ts";
import type { MessageRow } from "./rows.ts";

/** Who passes over it with the pointer does not ask. */
const ASK_AFTER_MS = 250;

type ReactionsProps = {
  rowKey: string;
  seq: number;
  reactions: NonNullable<MessageRow["reactions"]>;
  mine: readonly string[] | undefined;
  /** Those that the message had when it came into view. */
  held: ReadonlySet<string>;
  view: RoomView;
};

export function Reactions({ rowKey, seq, reactions, mine, held, view }: ReactionsProps) {
  const role = view.role.value;
  const mayReact = role !== undefined && role !== "reader";
  /** Whose they were when somebody asked; of other reactions it tells nothing. */
  const [told, setTold] = useState<{ readonly of: unknown; readonly names: ReadonlyMap<string, string> }>();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const line = useRef<HTMLParagraphElement>(null);
  const names = told?.of === reactions ? told.names : undefined;
  const ask = (afterMs: number): void => {
    clearTimeout(timer.current);
    if (role === undefined || names !== undefined) return;
    timer.current = setTimeout(() => {
      void loadTalk()
        .then(async ({ namesOfReactors }) => setTold({ of: reactions, names: await namesOfReactors(view, seq) }))
        .catch(() => undefined);
    }, afterMs);
  };
  // Whoever still looks is told anew.
  useEffect(() => {
    if (told !== undefined && names === undefined && line.current?.matches(":hover, :focus-within") === true)
      ask(ASK_AFTER_MS);
    return () => clearTimeout(timer.current);
  }, [reactions, told]);
  const toggle = async (emoji: string, on: boolean): Promise<void> => {
    const { act } = await loadActs();
    await act(view, rowKey, "react", (client) => client.react(seq, emoji, on));
  };
  return (
    <p ref={line} class="reactions" onPointerLeave={() => clearTimeout(timer.current)}>
      {reactions.map(({ emoji, count }) => {
        const isOwn = mine?.includes(emoji) ?? false;
        const by = names?.get(emoji);
        return (
          <button
            key={emoji}
            type="button"
            class={held.has(emoji) ? "reaction" : "reaction came"}
            aria-pressed={isOwn}
            aria-label={t("message.reaction", { emoji, count })}
            aria-describedby={by === undefined ? undefined : idOf(rowKey, emoji)}
            disabled={!mayReact}
            onPointerEnter={({ pointerType }) => pointerType === "mouse" && ask(ASK_AFTER_MS)}
            onFocus={() => ask(0)}
            onClick={() => void toggle(emoji, !isOwn).catch(() => undefined)}
          >
            <span>{emoji}</span> {count}
            {by !== undefined && (
              <span class="by" id={idOf(rowKey, emoji)}>
                {by}
              </span>
            )}
          </button>
        );
      })}
    </p>
  );
}

/** Of the names; a row's key has a space in it, which an id may not. */
function idOf(rowKey: string, emoji: string): string {
  return `by ${rowKey} ${emoji}`.replaceAll(" ", "_");
}
