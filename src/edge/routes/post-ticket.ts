// POST /api/session/ticket: a ticket for one room and 60 s.

import * as v from "valibot";
import type { Env } from "../../env.ts";
import { refusal } from "../../protocol/codec.ts";
import { ticketRequestSchema, type TicketResponse } from "../../protocol/http.ts";
import { readJson } from "../body.ts";
import { requireHolder } from "../identity.ts";
import { signingKeys } from "../keys.ts";
import { signTicket } from "../ticket.ts";

const OPERATION = "make ticket";

export async function postTicket(request: Request, env: Env): Promise<Response> {
  const holder = await requireHolder(request, env, OPERATION);
  const body = v.safeParse(ticketRequestSchema, await readJson(request, OPERATION));
  if (!body.success) throw refusal(`unable to ${OPERATION}`, body.issues[0]);
  const ticket: TicketResponse = await signTicket(
    (await signingKeys(env)).ticket,
    holder,
    body.output.room,
    Date.now(),
  );
  return Response.json(ticket);
}
