// Who is spoken to by name, and how often past what was seen.

import { expect, test } from "vitest";
import { countMentions, isMention } from "../../../src/app/room/mentions.ts";
import { ADA, BO, gap, pending, said } from "./timeline-items.ts";

test("a whole name after an @ speaks to somebody, whatever its case", () => {
  for (const text of ["@Ada", "hey @ada!", "(@ADA)", "so @Adam and @Ada", "@here, all of you"])
    expect([text, isMention(text, "Ada")]).toEqual([text, true]);
  for (const text of ["Ada", "@Adam", "mail@ada", "@Ada_2", "@hereafter", "@", ""])
    expect([text, isMention(text, "Ada")]).toEqual([text, false]);
  expect(isMention("@Ada Lovelace, look", "Ada Lovelace")).toBe(true);
});

test("mentions by others past what was seen count, one's own and older ones do not", () => {
  const items = [
    said(1, BO, 1, "@Ada"),
    gap(1, 3),
    said(3, BO, 3, "@ada, look"),
    said(4, ADA, 4, "@Ada is me"),
    said(5, BO, 5, "nobody"),
    said(6, BO, 6, "@here"),
    pending("p", 7, "@Ada"),
  ];
  expect(countMentions(items, 1, ADA)).toBe(2);
  expect(countMentions(items, 0, ADA)).toBe(3);
  expect(countMentions(items, 6, ADA)).toBe(0);
  expect(countMentions(items, undefined, ADA)).toBe(0);
});
