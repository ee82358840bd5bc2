// Every page as it is served: a policy that runs no script but ours, and nothing that a page of another site could use.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, test } from "vitest";

/** Addresses of all pages that were built, whichever they are, and of those that are made on the way. */
const files = readdirSync(join(inject("builtFolder"), "public"), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".html"))
  .map((name) => `/${name.replaceAll("\\", "/").replace(/(?:index)?\.html$/, "")}`.replace(/(.)\/$/, "$1"));
const made = ["/r/lobby", "/embed/lobby", "/embed/No%20Room", "/no/such/page", "/docs/no/such/page", "/uses/none"];

/** They register the service worker, by a policy that gives one literal address. */
const REGISTERS = /^\/(?:|room|r\/.*)$/;

const policyOf = (headers: Headers) =>
  Object.fromEntries(
    (headers.get("content-security-policy") ?? "").split(/;\s*/).map((directive) => {
      const [name = "", ...sources] = directive.split(" ");
      return [name, sources.join(" ")];
    }),
  );

test("XSS: there are pages to look at, also such as nobody thought of here", () => {
  expect(files).toEqual(expect.arrayContaining(["/", "/404", "/docs", "/embed", "/room", "/share", "/uses"]));
});

test.for([...files, ...made])(
  "XSS, clickjacking, sniffing: %s is served with all that keeps them out",
  async (path) => {
    const response = await fetch(`${inject("origin")}${path}`);
    const html = await response.text();
    expect(response.headers.get("content-type"), html.slice(0, 100)).toMatch(/^text\/html/);
    const policy = policyOf(response.headers);
    expect(policy).toEqual({
      "default-src": "'none'",
      "script-src": "'self'",
      "style-src": "'self'",
      "img-src": "'self' data:",
      "connect-src": "'self'",
      "manifest-src": "'self'",
      "base-uri": "'none'",
      "form-action": "'self'",
      "frame-ancestors": "'none'",
      "require-trusted-types-for": "'script'",
      "trusted-types": REGISTERS.test(path) ? "hubbub-worker" : "'none'",
    });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": path.startsWith("/embed/") ? "cross-origin" : "same-origin",
    });
    const allowed = (response.headers.get("permissions-policy") ?? "").split(", ");
    for (const feature of ["camera", "microphone", "geolocation", "payment", "usb", "serial", "clipboard-read"])
      expect(allowed).toContain(`${feature}=()`);
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
    // Nothing that the policy would have to make an exception for.
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)|\son[a-z]+\s*=|\sstyle\s*=|<style|javascript:/i);
  },
);

test.for(["/api/health", "/api/none", "/ws/lobby", "/api/session"])(
  "XSS: %s, which is no page, runs nothing",
  async (path) => {
    const { headers } = await fetch(`${inject("origin")}${path}`);
    expect(policyOf(headers)).toEqual({ "default-src": "'none'", "frame-ancestors": "'none'" });
    expect(Object.fromEntries(headers)).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-resource-policy": "same-origin",
    });
  },
);
