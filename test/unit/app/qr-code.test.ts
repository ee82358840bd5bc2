// The path of a code covers its dark cells, each once, and nothing else.

import { encode } from "uqr";
import { expect, test } from "vitest";
import { pathOf } from "../../../src/app/shared/qr-path.ts";

/** Paints the strokes that `pathOf` makes. */
function paint(path: string, size: number): number[][] {
  const cells = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  for (const [, x = "", y = "", width = ""] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g))
    for (let at = Number(x); at < Number(x) + Number(width); at++) {
      const row = cells[Number(y)];
      if (row !== undefined) row[at] = (row[at] ?? 0) + 1;
    }
  return cells;
}

test("a line is cut into its runs", () => {
  expect(
    pathOf([
      [true, true, false, true],
      [false, false, false, false],
      [false, true, true, true],
    ]),
  ).toBe("M0 0h2v1H0zM3 0h1v1H3zM1 2h3v1H1z");
});

test("the code of a link is painted as it is", () => {
  const { data, size } = encode("https://chat.example/r/kitchen#invite=0123456789", { ecc: "M", border: 4 });
  expect(paint(pathOf(data), size)).toEqual(data.map((row) => row.map(Number)));
});
