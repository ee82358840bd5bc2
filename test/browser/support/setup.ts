// setup.ts: one build, one server and one Chromium for all stories.

import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import type { TestProject } from "vitest/node";
import { buildWorker, OUTPUT } from "../../support/built-worker.ts";
import { startDevServer } from "../../support/dev-server.ts";
import { findBrowser } from "../../support/find-browser.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Of the server that all stories share. Its rate limits are off. */
    origin: string;
    /** The folder of the built worker, for stories that need a server of their own. */
    builtFolder: string;
    /** Where Chromium is to be reached. */
    browser: string;
  }
}

/** What a failed story leaves: pictures of its pages. */
export const PICTURES = join(OUTPUT, "browser");

/**
 * What no story looks at, and a whole browser does for each new window: pages for the list under its address bar, which
 * cost more than the story's own page, and a process in advance.
 */
const NOT_NEEDED = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "SpareRendererForSitePerProcess"];

/** What Playwright turns off that stories could notice; of two lists on a command line Chromium takes the last. */
const NOT_WANTED = [
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsUpgrades",
  "MediaRouter",
  "OptimizationHints",
  "PaintHolding",
  "ThirdPartyStoragePartitioning",
];

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  rmSync(PICTURES, { recursive: true, force: true });
  mkdirSync(PICTURES, { recursive: true });
  const found = await findBrowser();
  const built = await buildWorker("browser-build");
  const browser = await chromium.launchServer({
    executablePath: found.executablePath,
    args: [...found.args, `--disable-features=${[...NOT_NEEDED, ...NOT_WANTED].join(",")}`],
    env: found.env,
    headless: true,
  });
  const server = await startDevServer({ built, vars: { RATE_LIMITS: "off" } });
  console.log(`browser: ${found.executablePath} (${found.origin})`);
  project.provide("origin", server.origin);
  project.provide("builtFolder", built.folder);
  project.provide("browser", browser.wsEndpoint());
  return async () => {
    await browser.close();
    await server.stop();
  };
}
