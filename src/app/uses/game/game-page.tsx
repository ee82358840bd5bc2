// Entry of the game: who sits where, the board, and whose turn it is. Whoever does not sit looks on.

import { type ReadonlySignal, signal } from "@preact/signals";
import type { RoomState } from "../../../client/state.ts";
import { isolate, t } from "../../shared/t.ts";
import { mountUse } from "../mount-use.tsx";
import { type Finger, GameBoard } from "./game-board.tsx";
import { Mark } from "./mark.tsx";
import type { Game, Side } from "./rules.ts";

/** A finger that says nothing for so long is gone. */
const FINGER_MS = 2500;

type GameProps = {
  game: ReadonlySignal<Game>;
  state: ReadonlySignal<RoomState>;
  finger: ReadonlySignal<Finger | undefined>;
  onSit: (side: Side) => void;
  onLeave: (side: Side) => void;
  onMove: (side: Side, cell: number) => void;
  onAgain: (side: Side) => void;
  onHover: (cell: number | undefined) => void;
};

mountUse(async (room, enter) => {
  const [guest, { sitAtTable }, { watchClient, keepValues }, { parseFinger, referee }, { atMostEvery }] =
    await Promise.all([
      enter(),
      import("./play.ts"),
      import("../watch-client.ts"),
      import("./rules.ts"),
      import("../at-most-every.ts"),
    ]);
  const game = signal(referee(new Map()));
  const finger = signal<Finger | undefined>(undefined);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const table = sitAtTable(
    room,
    guest,
    (values) => (game.value = referee(values)),
    (from, data) => {
      const cell = parseFinger(data);
      finger.value = cell === undefined ? undefined : { cell, by: from };
      clearTimeout(timer);
      timer = setTimeout(() => (finger.value = undefined), FINGER_MS);
    },
  );
  const watched = watchClient(table.client);
  const view = (
    <GameView
      game={game}
      state={watched.state}
      finger={finger}
      onSit={(side) => {
        keepValues(table.client, t("uses.game.log"));
        table.play(side, game.value.round + 1, []);
      }}
      onLeave={table.leave}
      onMove={(side, cell) => table.play(side, game.value.round, [...game.value.moves[side], cell])}
      onAgain={(side) => table.play(side, game.value.round + 1, [])}
      onHover={atMostEvery(100, table.hover)}
    />
  );
  return { ...watched, view };
});

function GameView({ game, state, finger, onSit, onLeave, onMove, onAgain, onHover }: GameProps) {
  const now = game.value;
  const you = state.value.you?.id;
  const side = you === undefined ? undefined : sideOf(now, you);
  const { outcome } = now;
  const isYourTurn = outcome.kind === "turn" && outcome.side === side;
  const isOver = outcome.kind === "won" || outcome.kind === "drawn";
  return (
    <div class="game">
      <div class="seats">
        {(["x", "o"] as const).map((each) => (
          <Seat key={each} side={each} game={now} state={state.value} own={side} onSit={onSit} onLeave={onLeave} />
        ))}
      </div>
      <p class="turn" role="status">
        {sayOutcome(now, side)}
      </p>
      <GameBoard
        game={now}
        finger={finger.value}
        mayMove={isYourTurn}
        onMove={(cell) => side !== undefined && onMove(side, cell)}
        onHover={(cell) => isYourTurn && onHover(cell)}
      />
      {side !== undefined && isOver && (
        <button type="button" class="button filled large" onClick={() => onAgain(side)}>
          {t("uses.game.again")}
        </button>
      )}
    </div>
  );
}

type SeatProps = {
  side: Side;
  game: Game;
  state: RoomState;
  own: Side | undefined;
  onSit: (side: Side) => void;
  onLeave: (side: Side) => void;
};

/** A seat whose player is gone may be taken: a new game begins. */
function Seat({ side, game, state, own, onSit, onLeave }: SeatProps) {
  const player = game.seats[side];
  const isHere = player !== undefined && state.members.list.some(({ id }) => id === player.id);
  const isTurn = game.outcome.kind === "turn" && game.outcome.side === side;
  const label = { side: t(`uses.game.side.${side}`) };
  return (
    <section class={isTurn ? "panel seat turn-now" : "panel seat"} aria-label={label.side}>
      <Mark side={side} />
      <p>
        {player === undefined ? (
          <span class="quiet">{t("uses.game.free")}</span>
        ) : (
          <span class="who" dir="auto">
            {player.name}
          </span>
        )}
        {own === side && <span class="quiet">{t("uses.game.you")}</span>}
        {player !== undefined && !isHere && <span class="quiet">{t("uses.game.away")}</span>}
      </p>
      {own === side && (
        <button type="button" class="button outlined" onClick={() => onLeave(side)}>
          {t("uses.game.leave")}
        </button>
      )}
      {own === undefined && !isHere && state.you !== undefined && (
        <button type="button" class="button outlined" onClick={() => onSit(side)}>
          {t("uses.game.sit", label)}
        </button>
      )}
    </section>
  );
}

function sideOf({ seats }: Game, you: string): Side | undefined {
  return seats.x?.id === you ? "x" : seats.o?.id === you ? "o" : undefined;
}

function sayOutcome({ outcome, seats }: Game, own: Side | undefined): string {
  switch (outcome.kind) {
    case "waiting":
      return t(own === undefined ? "uses.game.waiting" : "uses.game.waiting.other");
    case "drawn":
      return t("uses.game.drawn");
    case "turn":
      if (outcome.side === own) return t("uses.game.turn.yours");
      return t("uses.game.turn", { name: isolate(seats[outcome.side]?.name ?? "") });
    case "won":
      if (outcome.side === own) return t("uses.game.won.you");
      return t("uses.game.won", { name: isolate(seats[outcome.side]?.name ?? t(`uses.game.side.${outcome.side}`)) });
  }
}
