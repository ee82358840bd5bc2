// find-browser.ts: the Chromium that browser tests drive, wherever this machine keeps one.

import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import * as v from "valibot";

export type FoundBrowser = {
  readonly executablePath: string;
  readonly args: readonly string[];
  /** The environment that the browser needs; the process's own where it needs nothing more. */
  readonly env: Record<string, string>;
  /** Where it was found, for people. */
  readonly origin: string;
  /** Without windows, settings and notices of its own. */
  readonly isShell: boolean;
};

/** No sandbox: containers and root have none. The rest keeps a browser from talking to anybody but the page. */
const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // A page in the background keeps its pace: two people are two pages, and only one of them is in front.
  "--disable-background-timer-throttling",
  "--disable-backgrounding-occluded-windows",
  "--disable-renderer-backgrounding",
];

/** The packaged browser is one process tree without a zygote; it has no GPU to look for. */
const PACKAGED_ARGS = ["--no-zygote", "--disable-webgl", "--font-render-hinting=none"];

/** In place of the package's, which looks for its font in /tmp. Without a font, text has no height and no test sees it. */
const FONTS_CONF = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;

/**
 * In order: `CHROMIUM_PATH`, the npm package, what is installed, Playwright's own. Throws with advice where there is none.
 * The package is a headless shell: without a browser's own windows a story takes two thirds of the processor time.
 * `CHROMIUM_FROM=installed` passes over it. A story about a browser's own settings asks for a `whole` one, and gets the
 * shell where no other is.
 */
export async function findBrowser({ whole = false } = {}): Promise<FoundBrowser> {
  const wanted = process.env["CHROMIUM_PATH"];
  if (wanted !== undefined && wanted !== "") {
    if (!existsSync(wanted)) throw new Error(`CHROMIUM_PATH names ${wanted}, where there is no file`);
    return installed(wanted, "CHROMIUM_PATH");
  }
  const packaged = async () => (process.env["CHROMIUM_FROM"] === "installed" ? undefined : unpackPackaged());
  const shell = whole ? undefined : await packaged();
  if (shell !== undefined) return shell;
  const path = usualPlaces().find((place) => existsSync(place));
  if (path !== undefined) return installed(path, "installed on this machine");
  if (existsSync(chromium.executablePath())) return installed(chromium.executablePath(), "Playwright's own");
  const last = await packaged();
  if (last !== undefined) return last;
  throw new Error(
    [
      "unable to run browser tests; no Chromium or Chrome was found.",
      "Do one of these:",
      "  - install one: `apt-get install chromium` on Debian, https://www.google.com/chrome elsewhere;",
      "  - or set CHROMIUM_PATH to the program file of one that you have;",
      "  - or run `npx playwright-core install chromium`.",
    ].join("\n"),
  );
}

function installed(executablePath: string, origin: string): FoundBrowser {
  return { executablePath, args: ARGS, env: environment(), origin, isShell: false };
}

function usualPlaces(): string[] {
  if (process.platform === "darwin") {
    const apps = ["Google Chrome", "Chromium", "Google Chrome Canary", "Microsoft Edge", "Brave Browser"];
    const homes = ["/Applications", join(process.env["HOME"] ?? "", "Applications")];
    return homes.flatMap((home) => apps.map((app) => join(home, `${app}.app`, "Contents", "MacOS", app)));
  }
  if (process.platform === "win32") {
    const roots = [process.env["PROGRAMFILES"], process.env["PROGRAMFILES(X86)"], process.env["LOCALAPPDATA"]];
    const programs = [
      "Google\\Chrome\\Application\\chrome.exe",
      "Chromium\\Application\\chrome.exe",
      "Microsoft\\Edge\\Application\\msedge.exe",
    ];
    return roots.flatMap((root) => (root === undefined ? [] : programs.map((program) => join(root, program))));
  }
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"];
  const folders = [
    "/usr/bin",
    "/usr/local/bin",
    "/snap/bin",
    "/opt/google/chrome",
    ...(process.env["PATH"] ?? "").split(delimiter),
  ];
  return folders.filter((folder) => folder !== "").flatMap((folder) => names.map((name) => join(folder, name)));
}

/**
 * Unpacks the browser of `@sparticuz/chromium` once, into node_modules/.cache, with the libraries and the font that a
 * bare machine lacks. Gives undefined where the package has nothing for this machine.
 *
 * The package unpacks its libraries only where it believes to be on a Lambda, only if its folder in TMPDIR is not
 * there yet, and takes a half-written file for a whole one: so it gets a TMPDIR of its own, in a process of its own,
 * and the folder gets its final name when everything is in it.
 */
async function unpackPackaged(): Promise<FoundBrowser | undefined> {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  const modules = fileURLToPath(new URL("../../node_modules/", import.meta.url));
  const manifest = join(modules, "@sparticuz/chromium/package.json");
  if (!existsSync(manifest)) return undefined;
  const { version } = v.parse(v.object({ version: v.string() }), JSON.parse(readFileSync(manifest, "utf8")));
  const folder = join(modules, ".cache", `chromium-${version}`);
  if (!existsSync(folder)) {
    const unfinished = `${folder}.${process.pid}`;
    mkdirSync(unfinished, { recursive: true });
    try {
      const script = `import chromium from "@sparticuz/chromium"; await chromium.executablePath();`;
      await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], {
        cwd: modules,
        env: { ...environment(), TMPDIR: unfinished, AWS_LAMBDA_JS_RUNTIME: "nodejs22.x" },
        timeout: 120_000,
      });
      writeFileSync(join(unfinished, "fonts", "fonts.conf"), FONTS_CONF);
      if (!existsSync(folder)) renameSync(unfinished, folder);
    } finally {
      rmSync(unfinished, { recursive: true, force: true });
    }
  }
  return {
    executablePath: join(folder, "chromium"),
    args: [...ARGS, ...PACKAGED_ARGS],
    env: { ...environment(), LD_LIBRARY_PATH: join(folder, "al2023", "lib"), FONTCONFIG_PATH: join(folder, "fonts") },
    origin: `@sparticuz/chromium ${version}`,
    isShell: true,
  };
}

function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
