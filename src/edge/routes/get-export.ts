// GET /api/rooms/{room}/export: the whole log as JSON Lines, one event a line, for its owner.

import type { Env } from "../../env.ts";
import { type ExportPage, exportStream } from "../export-stream.ts";
import { requirePrincipal } from "../identity.ts";
import { logFault } from "../log.ts";
import { askRoom } from "../room-object.ts";
import { parseRoomName } from "../room-name.ts";
import type { RoutedRequest } from "../routed-request.ts";

const OPERATION = "export room";

/** The first page is asked for before anything is answered, so that a refusal is a problem and not a broken file. */
export async function getExport(request: RoutedRequest, env: Env): Promise<Response> {
  const room = parseRoomName(request.params.room, OPERATION);
  const principal = await requirePrincipal(request, env, OPERATION, room);
  const read = (after: number) => askRoom<ExportPage>(env, room, (object) => object.exportPage(room, principal, after));
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
      "content-disposition": `attachment; filename="${room}.jsonl"`,
    },
  });
}
