// GET /api/rooms: the public rooms, the most recently active first.

import type { Env } from "../../env.ts";
import { answerTagged } from "../answer-tagged.ts";
import { readerOf } from "../identity.ts";
import { memoryOf } from "../memory.ts";

export async function getRooms(request: Request, env: Env): Promise<Response> {
  await readerOf(request, env);
  return answerTagged(request, await memoryOf(env).publicRooms.body(env, Date.now()));
}
