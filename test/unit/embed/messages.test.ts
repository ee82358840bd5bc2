// What passes between a host's page and its frame: what is taken, what is left, and how small the element is.

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { parseSetup } from "../../../src/app/embed/setup.ts";
import { parseFrameMessage } from "../../../src/embed/messages.ts";

test.for([
  [{ hubbub: 1, kind: "ready" }, { kind: "ready" }],
  [{ hubbub: 1, kind: "ready", secret: "left out" }, { kind: "ready" }],
  [
    { hubbub: 1, kind: "unread", count: 0 },
    { kind: "unread", count: 0 },
  ],
  [
    { hubbub: 1, kind: "resize", height: 480 },
    { kind: "resize", height: 480 },
  ],
  [{ kind: "ready" }, undefined],
  [{ hubbub: 2, kind: "ready" }, undefined],
  [{ hubbub: "1", kind: "ready" }, undefined],
  [{ hubbub: 1, kind: "setup" }, undefined],
  [{ hubbub: 1, kind: "unread" }, undefined],
  [{ hubbub: 1, kind: "unread", count: -1 }, undefined],
  [{ hubbub: 1, kind: "unread", count: 1.5 }, undefined],
  [{ hubbub: 1, kind: "unread", count: Infinity }, undefined],
  [{ hubbub: 1, kind: "unread", count: "3" }, undefined],
  [{ hubbub: 1, kind: "resize", count: 3 }, undefined],
  [{ hubbub: 1, kind: "resize", height: Number.NaN }, undefined],
  ["ready", undefined],
  [null, undefined],
  [undefined, undefined],
])("the page takes %j as %j", ([data, expected]) => {
  expect(parseFrameMessage(data)).toEqual(expected);
});

const setup = (attributes: Readonly<Record<string, unknown>>) => ({ hubbub: 1, kind: "setup", attributes });
const NOTHING = { theme: undefined, accent: undefined, lang: undefined, token: undefined };

describe("the frame", () => {
  test("takes what the element sends: its attributes, of which most are not there", () => {
    const attributes = { title: null, room: "lobby", height: "auto", theme: "dark", accent: null, lang: null };
    expect(parseSetup(setup({ ...attributes, token: null }))).toEqual({ ...NOTHING, theme: "dark" });
  });

  test.for(["#0a7", "#00AA77FF", "hotpink", "rgb(0 170 119 / 50%)", "oklch(57% 0.19 32)", "hsl(12, 100%, 50%)"])(
    "takes the accent %s",
    (accent) => {
      expect(parseSetup(setup({ accent: ` ${accent} ` }))?.accent).toBe(accent);
    },
  );

  test.for([
    "",
    "url(https://example.org/x.png)",
    "var(--accent)",
    "red; background: url(x)",
    "rgb(from var(--x) r g b)",
    "a".repeat(200),
    5,
  ])("leaves the accent %j", (accent) => {
    expect(parseSetup(setup({ accent }))?.accent).toBeUndefined();
  });

  test.for([
    ["light", "light"],
    ["dark", "dark"],
    ["auto", undefined],
    ["", undefined],
    ["DARK", undefined],
  ])("takes the theme %j as %j", ([theme, expected]) => {
    expect(parseSetup(setup({ theme }))?.theme).toBe(expected);
  });

  test.for([
    ["de", "de"],
    ["zh-Hant-TW", "zh-Hant-TW"],
    ["", undefined],
    ["d", undefined],
    ["not a language", undefined],
  ])("takes the language %j as %j", ([lang, expected]) => {
    expect(parseSetup(setup({ lang }))?.lang).toBe(expected);
  });

  test("takes an empty token as none, and one that cannot be sent as one that is refused", () => {
    expect(parseSetup(setup({ token: "" }))?.token).toBeUndefined();
    expect(parseSetup(setup({ token: "a.b-c.d_e" }))?.token).toBe("a.b-c.d_e");
    for (const token of ["two words", "a,b", "bearer.é", "a\nb"]) expect(parseSetup(setup({ token }))?.token).toBe("-");
  });

  test.for([
    undefined,
    null,
    "setup",
    1,
    {},
    { hubbub: 1, kind: "setup" },
    { ...setup({}), hubbub: 2 },
    { ...setup({}), kind: "ready" },
  ])("leaves %j", (data) => {
    expect(parseSetup(data)).toBeUndefined();
  });
});

test("the element has at most 1 KiB, gzip", async () => {
  const program = `
    import { gzipSync } from "node:zlib";
    import { buildEmbed } from ${JSON.stringify(new URL("../../../src/embed/build.mjs", import.meta.url).href)};
    console.log(gzipSync((await buildEmbed()).get("embed.js"), { level: 9 }).byteLength);`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program]);
  expect(Number(stdout)).toBeGreaterThan(500);
  expect(Number(stdout)).toBeLessThanOrEqual(1024);
});
