// GET /api/rooms/{room}/export: the whole log as JSON Lines, one event a line, for its owner.

import type { Env } from "../../env.ts";
import { exportAnswer } from "../export-answer.ts";
import type { ExportPage } from "../export-stream.ts";
import { requirePrincipal } from "../identity.ts";
import { askRoom } from "../room-object.ts";
import { parseRoomName } from "../room-name.ts";
import type { RoutedRequest } from "../routed-request.ts";

const OPERATION = "export room";

export async function getExport(request: RoutedRequest, env: Env): Promise<Response> {
  const room = parseRoomName(request.params.room, OPERATION);
  const principal = await requirePrincipal(request, env, OPERATION, room);
  return exportAnswer(request, `${room}.jsonl`, (after) =>
    askRoom<ExportPage>(env, room, (object) => object.exportPage(room, principal, after)),
  );
}
