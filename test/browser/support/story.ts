// story.ts: the `test` of stories. It brings people, and fails where a page complained to its console.

import { join } from "node:path";
import { chromium, type BrowserContextOptions } from "playwright-core";
import { expect, inject, onTestFailed, test as base } from "vitest";
import { layCable } from "./cable.ts";
import { PICTURES } from "./setup.ts";
import { Visitor } from "./visitor.ts";

export { newRoom } from "../../support/person.ts";

export type Device = BrowserContextOptions;

export const DESKTOP: Device = { viewport: { width: 1280, height: 800 } };
export const PHONE: Device = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
};
export const DEVICES = [
  ["desktop", DESKTOP],
  ["phone", PHONE],
] as const;

const NAMES = ["Ada", "Bob", "Cleo", "Dan"];

type Stage = {
  /** Of the server that all stories share. */
  readonly origin: string;
  /** Somebody new, at a browser that has never been here. */
  person(device?: Device, origin?: string): Promise<Visitor>;
  /** Two of them. */
  pair(device?: Device, origin?: string): Promise<[Visitor, Visitor]>;
};

export const test = base.extend<{ stage: Stage }>({
  // oxlint-disable-next-line no-empty-pattern
  stage: async ({}, use) => {
    const browser = await chromium.connect(inject("browser"));
    const visitors: Visitor[] = [];
    const person: Stage["person"] = async (device = DESKTOP, origin = inject("origin")) => {
      const context = await browser.newContext({
        locale: "en-GB",
        timezoneId: "Europe/London",
        reducedMotion: "reduce",
        // It has stories of its own: in the others nothing stands between a page and the server.
        serviceWorkers: "block",
        ...device,
      });
      context.setDefaultTimeout(10_000);
      const name = NAMES[visitors.length] ?? `Guest ${visitors.length}`;
      const visitor = new Visitor(name, await context.newPage(), context, await layCable(origin));
      visitors.push(visitor);
      return visitor;
    };
    onTestFailed(async ({ task }) => {
      for (const visitor of visitors) {
        const path = join(PICTURES, `${task.name.replaceAll(/[^a-z0-9]+/gi, "-")}-${visitor.name}.png`);
        await visitor.page.screenshot({ path }).catch(() => undefined);
        console.log(`${visitor.name} was at ${visitor.page.url()}`, ...visitor.complaints());
      }
    });
    await use({
      origin: inject("origin"),
      person,
      pair: async (device, origin) => [await person(device, origin), await person(device, origin)],
    });
    for (const visitor of visitors) {
      expect(visitor.complaints(), `what ${visitor.name}'s browser complained about`).toEqual([]);
    }
    for (const visitor of visitors) await visitor.close();
    await browser.close();
  },
});
