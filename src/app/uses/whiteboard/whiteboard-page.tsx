// Entry of the whiteboard: everybody's pointer, and ink that dries up.

import { signal } from "@preact/signals";
import { mountUse } from "../mount-use.tsx";
import type { Point } from "./board.ts";
import { BoardView } from "./board-view.tsx";

const TIDY_EVERY_MS = 500;

mountUse(async (room, enter) => {
  const [guest, { sharePointers }, { watchClient }, { EMPTY_BOARD, move, parsePoint, tidy }] = await Promise.all([
    enter(),
    import("./share-pointers.ts"),
    import("../watch-client.ts"),
    import("./board.ts"),
  ]);
  const board = signal(EMPTY_BOARD);
  const { client, tell } = sharePointers(room, guest, (from, data) => {
    const point = parsePoint(data);
    if (point !== undefined) board.value = move(board.value, from, point, performance.now());
  });
  const watched = watchClient(client);
  const moveOwn = (point: Point): void => {
    const { you } = watched.state.value;
    if (you === undefined) return;
    board.value = move(board.value, you, point, performance.now());
    tell(point);
  };
  setInterval(() => {
    const here = new Set(watched.state.value.members.list.map(({ id }) => id));
    board.value = tidy(board.value, (id) => here.has(id), performance.now());
  }, TIDY_EVERY_MS);
  return { ...watched, view: <BoardView board={board} state={watched.state} onMove={moveOwn} /> };
});
