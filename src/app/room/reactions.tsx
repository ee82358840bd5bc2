// The reactions to a message: each a button that puts one's own or takes it back.

import { t } from "../shared/t.ts";
import { loadActs } from "./load-acts.ts";
import type { RoomView } from "./room-view.ts";
import type { MessageRow } from "./rows.ts";

type ReactionsProps = {
  rowKey: string;
  seq: number;
  reactions: NonNullable<MessageRow["reactions"]>;
  mine: readonly string[] | undefined;
  view: RoomView;
};

export function Reactions({ rowKey, seq, reactions, mine, view }: ReactionsProps) {
  const { you } = view;
  const mayReact = you.value !== undefined && you.value.role !== "reader";
  const toggle = async (emoji: string, on: boolean): Promise<void> => {
    const { act } = await loadActs();
    await act(view, rowKey, "react", (client) => client.react(seq, emoji, on));
  };
  return (
    <p class="reactions">
      {reactions.map(({ emoji, count }) => {
        const isOwn = mine?.includes(emoji) ?? false;
        return (
          <button
            key={emoji}
            type="button"
            class="reaction"
            aria-pressed={isOwn}
            aria-label={t("message.reaction", { emoji, count })}
            disabled={!mayReact}
            onClick={() => void toggle(emoji, !isOwn).catch(() => undefined)}
          >
            <span>{emoji}</span> {count}
          </button>
        );
      })}
    </p>
  );
}
