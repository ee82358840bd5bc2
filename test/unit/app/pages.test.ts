// The promises that the content security policy rests on.

import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createScriptURL } from "../../../src/app/offline/trusted-worker.ts";

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

test("pages that register the service worker have one policy of Trusted Types more, and the rest word for word", () => {
  const headers = readFileSync(new URL("../../../public/_headers", import.meta.url), "utf8");
  const [strict = "", ...others] = [...headers.matchAll(/Content-Security-Policy: (.*)/g)].map(([, policy]) => policy);
  expect(others).toHaveLength(3);
  for (const policy of others)
    expect(policy?.replace("trusted-types hubbub-worker", "trusted-types 'none'")).toBe(strict);
});

test("the address of the worker is the only one that can be trusted", () => {
  expect(createScriptURL("/service-worker.js")).toBe("/service-worker.js");
  for (const url of ["/service-worker.js?x", "//evil.example/service-worker.js", "/assets/a.js", "", "data:,1"])
    expect(() => createScriptURL(url)).toThrow("unable to trust address");
});

test("the lobby on the landing page looks as it does in its room", () => {
  const styleOf = (file: string) =>
    [...readFileSync(new URL(`../../../src/app/${file}`, import.meta.url), "utf8").matchAll(/@import "(.*)"/g)].map(
      ([, path]) => (path ?? "").replace(/^\.\//, "../room/"),
    );
  // The list of rooms, and a room's own colour, are of its page alone.
  const ofPage = ["../room/rooms-list.css", "../shared/accent.css"];
  expect(styleOf("landing/landing.css")).toEqual(
    expect.arrayContaining(styleOf("room/room.css").filter((path) => !ofPage.includes(path))),
  );
});

test("the page that holds what was shared never asks to be loaded anew", () => {
  const source = readFileSync(new URL("../../../src/app/share/share.tsx", import.meta.url), "utf8");
  expect(source).not.toMatch(/offline\//);
});
