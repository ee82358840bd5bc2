// Pages of a log as one stream of bytes: a page is asked for once its reader has taken the one before it.

/** Some of a log as JSON Lines. `next` is the seq to go on after; absent at the end. */
export type ExportPage = { readonly lines: string; readonly next?: number };

/**
 * Holds one page at most, however long the log and however slow the reader. Where a page cannot be had the stream
 * fails, which cuts the response: a file that lacks its end must not look whole.
 */
export function exportStream(
  first: ExportPage,
  read: (after: number) => Promise<ExportPage>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let page: ExportPage | undefined = first;
  let after = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { lines, next } = page ?? (await read(after));
        page = undefined;
        if (lines !== "") controller.enqueue(encoder.encode(lines));
        if (next === undefined) {
          controller.close();
          return;
        }
        if (lines === "" || next <= after) throw new Error(`the page of a log after ${after} leads nowhere`);
        after = next;
      },
    },
    { highWaterMark: 0 },
  );
}
