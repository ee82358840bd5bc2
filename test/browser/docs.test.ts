// /docs and the documents for programs: what somebody who writes a client of their own finds.

import { expect, inject } from "vitest";
import { violationsOf } from "./support/axe.ts";
import { DESKTOP, PHONE, test } from "./support/story.ts";

/** Each theme and each width once: the page is long, and axe looks at all of it. */
const SIGHTS = [
  { device: "a desktop", colorScheme: "light", options: DESKTOP },
  { device: "a phone", colorScheme: "dark", options: PHONE },
] as const;

test.for(SIGHTS)(
  "axe has no objection to /docs on $device in $colorScheme, and nothing runs off the side",
  async ({ colorScheme, options }, { stage }) => {
    const ada = await stage.person({ ...options, colorScheme });
    await ada.goTo("/docs");
    await ada.page.getByRole("heading", { level: 1, name: "How to talk to a room" }).waitFor();
    expect(await violationsOf(ada.page)).toEqual([]);
    expect(await ada.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  },
);

test("the landing page leads to the contract, and each rule has an address that its citations lead to", async ({
  stage,
}) => {
  const ada = await stage.person();
  await ada.goTo("/");
  await ada.page.getByRole("link", { name: "Docs: your own client" }).click();
  await ada.page
    .getByRole("navigation", { name: "On this page" })
    .getByRole("link", { name: "7. Close codes" })
    .click();
  await ada.page.getByRole("heading", { name: "7. Close codes" }).waitFor();
  await expect.poll(async () => isInView("s7")).toBe(true);
  await ada.page.goto(`${ada.origin}/docs#R9-10`);
  await expect.poll(async () => isInView("R9-10")).toBe(true);
  await ada.page.getByRole("link", { name: "R6-2", exact: true }).last().click();
  await expect.poll(async () => isInView("R6-2")).toBe(true);

  async function isInView(id: string): Promise<boolean> {
    return ada.page.evaluate((name) => {
      const box = document.getElementById(name)?.getBoundingClientRect();
      return box !== undefined && box.top >= 0 && box.top < innerHeight;
    }, id);
  }
});

test("the lines of code on /docs bear the address of this deployment, and work as they stand", async ({ stage }) => {
  const ada = await stage.person();
  await ada.goTo("/docs");
  const code = ada.page.locator("#connect pre", { hasText: "new WebSocket" });
  await expect
    .poll(async () => code.textContent())
    .toContain(`new WebSocket("${ada.origin.replace("http", "ws")}/ws")`);
  const printed = new Promise<string>((resolve) => ada.page.on("console", (message) => resolve(message.text())));
  const text = (await code.textContent()) ?? "";
  await ada.page.evaluate(text);
  expect(await printed).toBe("Hello");
});

test("programs of any site read the documents, and ask whether they changed", async () => {
  for (const [name, version] of [
    ["asyncapi", "3.0.0"],
    ["openapi", "3.1.0"],
  ] as const) {
    const response = await fetch(`${inject("origin")}/api/${name}.json`, {
      headers: { origin: "https://else.example" },
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ [name]: version });
    expect(response.headers.get("content-type")).toMatch(/^application\/json/);
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(response.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
    expect(response.headers.get("cache-control")).toBe("public, max-age=0, must-revalidate");
    const etag = response.headers.get("etag") ?? "";
    const again = await fetch(`${inject("origin")}/api/${name}.json`, { headers: { "if-none-match": etag } });
    expect(again.status).toBe(304);
  }
});
