// The board as it is drawn, and the hand on it: a mouse, a finger, a pen or the arrow keys.

import type { ReadonlySignal } from "@preact/signals";
import { useRef, useState } from "preact/hooks";
import type { RoomState } from "../../../client/state.ts";
import { hueOf } from "../../shared/member-look.ts";
import { t } from "../../shared/t.ts";
import type { Board, Point, Pointer } from "./board.ts";
import { HIGH, WIDE } from "./board-size.ts";

const STEP = 20;
const ARROWS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
};

type BoardViewProps = {
  board: ReadonlySignal<Board>;
  state: ReadonlySignal<RoomState>;
  onMove: (point: Point) => void;
};

export function BoardView({ board, state, onMove }: BoardViewProps) {
  const { pointers, strokes } = board.value;
  const you = state.value.you?.id;
  const hand = useHand(onMove);
  return (
    <>
      <div
        class="board"
        tabIndex={0}
        role="application"
        aria-label={t("uses.board.label")}
        aria-describedby="hint"
        {...hand}
      >
        <svg viewBox={`0 0 ${WIDE} ${HIGH}`} aria-hidden="true">
          {strokes.map(({ key, id, points }) => (
            <polyline key={key} data-hue={hueOf(id)} points={points.join(" ")} />
          ))}
        </svg>
        {pointers.map((pointer) => (
          <PointerMark key={pointer.id} pointer={pointer} isYou={pointer.id === you} />
        ))}
        {pointers.length === 0 && <p class="invitation">{t("uses.board.empty")}</p>}
      </div>
      <p class="quiet hint" id="hint">
        {t("uses.board.hint")}
      </p>
    </>
  );
}

function PointerMark({ pointer, isYou }: { pointer: Pointer; isYou: boolean }) {
  const place = { "--x": `${(pointer.x / WIDE) * 100}%`, "--y": `${(pointer.y / HIGH) * 100}%` };
  return (
    <div
      class={isYou ? "pointer own" : pointer.x > WIDE * 0.7 ? "pointer leftward" : "pointer"}
      data-hue={hueOf(pointer.id)}
      style={place}
    >
      {isYou ? (
        <span class="unseen">{t("uses.board.you")}</span>
      ) : (
        <>
          <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
            <path d="M2 2l6.500 17 2.700-7.300 7.300-2.700z" />
          </svg>
          <span class="name" dir="auto">
            {pointer.name}
          </span>
        </>
      )}
    </div>
  );
}

/** Handlers for the board. The keys move a point of their own, from where the hand was last. */
function useHand(onMove: (point: Point) => void) {
  const last = useRef<Point>({ x: WIDE / 2, y: HIGH / 2, ink: false });
  const [inked, setInked] = useState(false);
  const go = (point: Point): void => {
    last.current = point;
    onMove(point);
  };
  const follow = (event: PointerEvent & { currentTarget: HTMLElement }): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const within = (share: number, most: number) => Math.round(Math.min(1, Math.max(0, share)) * most);
    go({
      x: within((event.clientX - box.left) / box.width, WIDE),
      y: within((event.clientY - box.top) / box.height, HIGH),
      ink: (event.buttons & 1) === 1,
    });
  };
  return {
    onPointerDown: (event: PointerEvent & { currentTarget: HTMLElement }) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      follow(event);
    },
    onPointerMove: follow,
    onPointerUp: follow,
    onKeyDown: (event: KeyboardEvent) => {
      const arrow = ARROWS[event.key];
      if (arrow === undefined && event.key !== " ") return;
      event.preventDefault();
      if (arrow === undefined) setInked(!inked);
      const ink = arrow === undefined ? !inked : inked;
      const [x, y] = arrow ?? [0, 0];
      const { current } = last;
      go({
        x: Math.min(WIDE, Math.max(0, current.x + x)),
        y: Math.min(HIGH, Math.max(0, current.y + y)),
        ink,
      });
    },
  };
}
