// Where the page of the challenge leads: nowhere but to this site.

import { expect, test } from "vitest";
import { challengeAddress, returnAddress } from "../../../src/app/challenge/return-path.ts";

const ORIGIN = "https://chat.example";

test("R9-25 the way back is the one that was come by, with its secrets still in the fragment", () => {
  for (const from of ["/r/tea", "/r/p-x?lang=en#invite=s3cret_-", "/", "/#device=abc"]) {
    const address = challengeAddress("/challenge", from);
    expect(new URL(address, ORIGIN).search).toBe("");
    expect(returnAddress(new URL(address, ORIGIN).hash, ORIGIN)).toBe(`${ORIGIN}${from}`);
  }
});

test("R9-25 nothing leads to another site or into a script", () => {
  const bad = [
    "https://evil.example/",
    "//evil.example/r/tea",
    "/\\\\evil.example",
    "\\\\evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "https://chat.example.evil.example/",
    "https://chat.example@evil.example/",
    "http://chat.example/r/tea",
    "https://chat.example:444/",
    "https://user:pass@evil.example/",
    "https://chat.example//evil.example/",
    "/.//evil.example/",
    "blob:https://chat.example/x",
  ];
  for (const from of bad) {
    for (const hash of [`#${from}`, `#${encodeURIComponent(from)}`]) {
      const to = returnAddress(hash, ORIGIN);
      // As a browser takes what it is told to go to.
      expect([from, to.startsWith(`${ORIGIN}/`), new URL(to, ORIGIN).origin]).toEqual([from, true, ORIGIN]);
    }
  }
  for (const hash of ["", "#", "#%", "#%E0%A4%A"]) expect(returnAddress(hash, ORIGIN)).toBe(`${ORIGIN}/`);
});
