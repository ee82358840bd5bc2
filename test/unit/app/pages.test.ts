// The promises that the content security policy rests on.

import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const APP = new URL("../../../src/app/", import.meta.url);
const read = (ending: RegExp) =>
  readdirSync(APP, { recursive: true, encoding: "utf8" })
    .filter((name) => ending.test(name))
    .map((name) => [name, readFileSync(new URL(name, APP), "utf8")] as const);

test.each(read(/\.tsx?$/))("%s writes no HTML from strings", (_, source) => {
  expect(source).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|srcdoc/i);
});

test.each(read(/\.html$/))("%s has no inline script or style", (_, source) => {
  expect(source).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:/i);
  for (const [script] of source.matchAll(/<script[^>]*>[^<]*/g)) expect(script).toMatch(/ src="[^"]+"(?: defer)?>$/);
});

test("the policy lets nothing in but what is served here, and no string become HTML", () => {
  const headers = readFileSync(new URL("../../../public/_headers", import.meta.url), "utf8");
  const policy = /Content-Security-Policy: (.*)/.exec(headers)?.[1] ?? "";
  const directives = new Map(
    policy.split("; ").map((directive) => [directive.split(" ")[0], directive.split(" ").slice(1).join(" ")]),
  );
  expect(directives.get("default-src")).toBe("'none'");
  expect(directives.get("trusted-types")).toBe("'none'");
  expect(directives.get("require-trusted-types-for")).toBe("'script'");
  for (const name of ["script-src", "style-src", "connect-src"]) expect(directives.get(name)).toBe("'self'");
});
