// accessibility.ts: what a machine can tell of whether everybody can use a page.

import type { Page } from "playwright-core";
import { expect } from "vitest";
import { violationsOf } from "./axe.ts";

export async function violatesNothing(page: Page): Promise<void> {
  expect(await violationsOf(page)).toEqual([]);
}

/** In the light and in the dark. */
export async function violatesNothingInAnyLight(page: Page): Promise<void> {
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    await violatesNothing(page);
  }
}
