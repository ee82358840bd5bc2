// A log, or some of it, as the file that a browser saves: JSON Lines, a page at a time.

import { type ExportPage, exportStream } from "./export-stream.ts";
import { logFault } from "./log.ts";
import type { RoutedRequest } from "./routed-request.ts";

/** The first page is asked for before anything is answered, so that a refusal is a problem and not a broken file. */
export async function exportAnswer(
  request: RoutedRequest,
  filename: string,
  read: (after: number) => Promise<ExportPage>,
): Promise<Response> {
  const readOn = async (after: number) => {
    try {
      return await read(after);
    } catch (cause) {
      // The status has been sent: whoever reads sees the cut alone.
      logFault(new Error("unable to go on with an export; it was cut", { cause }), request);
      throw cause;
    }
  };
  return new Response(exportStream(await read(0), readOn), {
    headers: {
      "content-type": "application/x-ndjson",
      "content-disposition": `attachment; filename="${filename}"`,
    },
  });
}
