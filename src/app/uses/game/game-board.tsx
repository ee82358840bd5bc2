// Nine fields. Where the other one's finger is shows faintly.

import type { Author } from "../../../protocol/schemas.ts";
import { hueOf } from "../../shared/member-look.ts";
import { t } from "../../shared/t.ts";
import { Mark } from "./mark.tsx";
import type { Game } from "./rules.ts";

export type Finger = { readonly cell: number; readonly by: Author };

type GameBoardProps = {
  game: Game;
  finger: Finger | undefined;
  mayMove: boolean;
  onMove: (cell: number) => void;
  onHover: (cell: number | undefined) => void;
};

export function GameBoard({ game, finger, mayMove, onMove, onHover }: GameBoardProps) {
  const line = game.outcome.kind === "won" ? game.outcome.line : [];
  return (
    <div class={mayMove ? "fields yours" : "fields"} role="group" aria-label={t("uses.game.board")}>
      {game.cells.map((side, cell) => {
        const isFree = side === undefined;
        const content = t(isFree ? "uses.game.field.free" : `uses.game.side.${side}`);
        return (
          <button
            key={cell}
            type="button"
            class={line.includes(cell) ? "field won" : "field"}
            aria-label={t("uses.game.field", { row: Math.floor(cell / 3) + 1, column: (cell % 3) + 1, content })}
            aria-disabled={!mayMove || !isFree}
            onClick={() => mayMove && isFree && onMove(cell)}
            onPointerEnter={() => isFree && onHover(cell)}
            onFocus={() => isFree && onHover(cell)}
            onPointerLeave={() => onHover(undefined)}
          >
            {side !== undefined && <Mark side={side} />}
            {isFree && finger?.cell === cell && <span class="finger" data-hue={hueOf(finger.by.id)} />}
          </button>
        );
      })}
    </div>
  );
}
