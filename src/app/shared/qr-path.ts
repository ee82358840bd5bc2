// The dark cells of a code as one path of SVG.

/** One stroke for each run of dark cells in a line. */
export function pathOf(data: readonly (readonly boolean[])[]): string {
  return data.map((line, y) => runsOf(line, y)).join("");
}

function runsOf(line: readonly boolean[], y: number): string {
  let path = "";
  let start: number | undefined;
  for (let x = 0; x <= line.length; x++) {
    if (line[x] === true) start ??= x;
    else if (start !== undefined) {
      path += `M${start} ${y}h${x - start}v1H${start}z`;
      start = undefined;
    }
  }
  return path;
}
