// Names of rooms: proposed, or made from whatever was typed.

import { isRoomName } from "../../protocol/text.ts";
import { pick, randomBelow } from "./random.ts";

const FIRST =
  "amber brisk calm clever cosy crisp dapper eager fern gentle golden happy hazel honest jolly kind lively lucky maple mellow merry mossy nimble olive plucky quiet rosy rustic sandy shiny silver sunny tidy velvet warm witty".split(
    " ",
  );
const SECOND =
  "acorn bakery balcony bicycle biscuit bridge candle canoe chestnut clover corner cottage fiddle garden harbour hammock kettle ladder lantern library mango marble meadow muffin orchard otter parlour pebble pepper picnic pigeon pocket quilt river saddle teapot terrace thimble tulip waffle walnut window".split(
    " ",
  );

/** Easy to read aloud, and hard enough to guess for a place that anybody with the link may enter. */
export function proposeRoomName(): string {
  return `${pick(FIRST)}-${pick(SECOND)}-${100 + randomBelow(900)}`;
}

const LONGEST = 64;
const LINK = /^(?:https?:\/\/)?[^/\s]+\/r\/([^/?#\s]+)/i;

/** What was typed, or the link that was pasted, in the grammar of room names; empty where nothing of it can be kept. */
export function normaliseRoomName(typed: string): string {
  const text = LINK.exec(typed.trim())?.[1] ?? typed.trim();
  if (isRoomName(text)) return text;
  return text
    .slice(0, 4 * LONGEST)
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-/, "")
    .slice(0, LONGEST)
    .replace(/-$/, "");
}
