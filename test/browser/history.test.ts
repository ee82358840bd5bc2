// A long room: whoever scrolls through it sees what they read move by what they scroll, and by nothing else.

import { expect } from "vitest";
import { fillRoom } from "../support/fill-room.ts";
import { watchSteadily } from "./support/steady-eye.ts";
import { DESKTOP, newRoom, test } from "./support/story.ts";

/** More than is held at once: what is far is let go, and comes again. */
const MESSAGES = 1100;
const ROWS_MAX = 250;

test("a long history scrolls by, up and down again, in few rows, and no frame moves what one reads", async ({
  stage,
}) => {
  const room = newRoom("history");
  // Three of one, three of the other: rows with a name, and the first of a page, which had one until the page before came.
  await fillRoom(
    stage.origin,
    room,
    Array.from({ length: MESSAGES }, (_, index) => ({
      author: Math.floor(index / 3) % 2 === 0 ? "Bo" : "Cy",
      text: `${index} ${"and so on ".repeat(index % 7 === 0 ? index % 60 : 1)}`,
    })),
  );
  const ada = await stage.person(DESKTOP);
  await ada.enter(room);
  const begin = ada.page.getByText(/^This is where .* begins/);
  const latest = ada.page.locator(".latest");
  await ada.log.hover();

  const scroll = async (byPx: number, isThere: () => Promise<boolean>) => {
    const startedAt = performance.now();
    while (!(await isThere())) {
      expect(performance.now() - startedAt, "how long the wheel was turned").toBeLessThan(90_000);
      await ada.page.mouse.wheel(0, byPx);
      await ada.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    }
  };
  const up = await watchSteadily(ada.page);
  await scroll(-600, () => begin.isVisible());
  const above = await up();
  expect(above.jumps.slice(0, 5), `in ${above.frames} frames on the way up`).toEqual([]);
  expect(above.frames).toBeGreaterThan(50);
  expect(above.rows).toBeLessThanOrEqual(ROWS_MAX);
  expect(above.seqs.length, "messages that came by").toBe(MESSAGES);

  await fillRoom(stage.origin, room, [{ author: "Di", text: "news" }]);
  await ada.page.getByRole("button", { name: "1 new" }).waitFor();
  const down = await watchSteadily(ada.page);
  await scroll(600, async () => (await latest.count()) === 0);
  const below = await down();
  expect(below.jumps.slice(0, 5), `in ${below.frames} frames on the way down`).toEqual([]);
  expect(below.rows).toBeLessThanOrEqual(ROWS_MAX);
  expect(below.seqs.length, "messages that came by").toBe(MESSAGES + 1);
});
