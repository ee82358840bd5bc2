// Which part of a list of records a request asks for.

import * as v from "valibot";
import { refusal } from "../protocol/codec.ts";
import { type RecordsRange, recordsRangeSchema } from "../protocol/http.ts";
import { numberIn } from "./query-number.ts";

export function parseRecordsRange(request: Request, operation: string): RecordsRange {
  const query = new URL(request.url).searchParams;
  const given = ["before", "limit"].filter((name) => query.has(name));
  const range = v.safeParse(
    recordsRangeSchema,
    Object.fromEntries(given.map((name) => [name, numberIn(query.getAll(name))])),
  );
  if (!range.success) throw refusal(`unable to ${operation}`, range.issues[0]);
  return range.output;
}
