// icons.ts: `npm run icons`: draws the PNG icons of public/ from the one mark, public/icon.svg.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { ROOT } from "../support/built-worker.ts";
import { findBrowser } from "../support/find-browser.ts";

/** The paper of the page, where systems cut a shape of their own out of the icon or show no transparency. */
const PAPER = "#fcfaf6";

/** `part`: of the side that the mark takes. Of a maskable icon only a circle of 80 % is sure to be seen. */
const ICONS = [
  { name: "icon-32.png", size: 32, part: 1, ground: undefined },
  { name: "icon-192.png", size: 192, part: 0.92, ground: undefined },
  { name: "icon-512.png", size: 512, part: 0.92, ground: undefined },
  { name: "icon-maskable-512.png", size: 512, part: 0.6, ground: PAPER },
  { name: "apple-touch-icon.png", size: 180, part: 0.68, ground: PAPER },
] as const;

const mark = readFileSync(join(ROOT, "public", "icon.svg"), "utf8");
const { executablePath, args, env } = await findBrowser();
const browser = await chromium.launch({ executablePath, args: [...args], env, headless: true });
const page = await browser.newPage();
for (const { name, size, part, ground } of ICONS) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<body style="margin:0;display:grid;place-items:center;height:100vh;background:${ground}">
    ${mark.replace("<svg ", `<svg width="${size * part}" height="${size * part}" `)}</body>`);
  const picture = await page.screenshot({ omitBackground: ground === undefined });
  writeFileSync(join(ROOT, "public", name), picture);
}
await browser.close();
