// The link that makes an operator, from the script that writes it to the Worker that checks it.

import { expect, test } from "vitest";
import { verifyOperatorLink } from "../../../src/edge/operator-link.ts";
import { withOperatorKey } from "../../../src/operator/dev-vars.ts";
import { makeOperatorLink, newOperatorKey } from "../../../src/operator/make-link.ts";

const NOW = 1_795_000_000_000;
const MINUTE_MS = 60_000;

test("R9-24 the Worker takes what the script writes, until its 10 minutes are over, under the same key alone", async () => {
  const key = newOperatorKey();
  const link = makeOperatorLink("https://chat.example.com", key, NOW);
  expect(link).toMatch(/^https:\/\/chat\.example\.com\/#operator=/);
  expect(link).not.toContain(key);
  const text = link.split("#operator=")[1] ?? "";
  expect(await verifyOperatorLink(key, text, NOW + 9 * MINUTE_MS)).toMatchObject({ until: NOW + 10 * MINUTE_MS });
  expect(await verifyOperatorLink(key, text, NOW + 10 * MINUTE_MS)).toBeUndefined();
  expect(await verifyOperatorLink(newOperatorKey(), text, NOW)).toBeUndefined();
});

test("R9-24 no part of a link can be changed, and no link lives longer than 10 minutes by its own word", async () => {
  const key = newOperatorKey();
  const text = makeOperatorLink("https://chat.example.com", key, NOW).split("#operator=")[1] ?? "";
  const [nonce = "", seconds = "", signature = ""] = text.split(".");
  const wrong = [
    `${"A".repeat(22)}.${seconds}.${signature}`,
    `${nonce}.${Number(seconds) + 1}.${signature}`,
    `${nonce}.${seconds}.${"A".repeat(43)}`,
    `${nonce}.${seconds}.`,
    `${nonce}.${seconds}`,
    `${text}.`,
    ` ${text}`,
    "",
  ];
  for (const each of wrong) expect([each, await verifyOperatorLink(key, each, NOW)]).toEqual([each, undefined]);
  const early = makeOperatorLink("https://chat.example.com", key, NOW + 60 * MINUTE_MS).split("#operator=")[1] ?? "";
  expect(await verifyOperatorLink(key, early, NOW)).toBeUndefined();
});

test("R9-24 a key that is in .dev.vars stays; else one is added and the rest is left as it is", () => {
  expect(withOperatorKey("", "k1")).toEqual({ key: "k1", vars: 'OPERATOR_KEY="k1"\n' });
  expect(withOperatorKey("A=1", "k1")).toEqual({ key: "k1", vars: 'A=1\nOPERATOR_KEY="k1"\n' });
  for (const line of ["OPERATOR_KEY=old", 'OPERATOR_KEY="old"', " OPERATOR_KEY = 'old' "])
    expect(withOperatorKey(`A=1\n${line}\nB=2\n`, "k1")).toEqual({ key: "old", vars: `A=1\n${line}\nB=2\n` });
  expect(withOperatorKey("# MY_OPERATOR_KEY=no\n", "k1").key).toBe("k1");
});
