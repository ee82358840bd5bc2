// framed-room.ts: a room in a frame on somebody else's page, as a visitor of that page finds it.

import type { FrameLocator, Locator, Page } from "playwright-core";
import { expect } from "vitest";

/** What the element told its page, in order. */
export type Heard = { readonly room: string; readonly kind: string; readonly count?: number; readonly height?: number };

/** Keeps every event of every element, whichever it is. */
export const LISTENING = `<script>
  heard = [];
  for (const kind of ["ready", "unread", "resize"])
    addEventListener("hubbub-" + kind, ({ target, detail: { count, height } }) =>
      heard.push({ room: target.getAttribute("room"), kind, count, height }));
</script>`;

export class FramedRoom {
  readonly page: Page;
  readonly frame: FrameLocator;
  readonly #selector: string;

  /** `selector` finds the frame; the shadow of the element is looked into. */
  constructor(page: Page, selector = "hubbub-room iframe") {
    this.page = page;
    this.frame = page.frameLocator(selector);
    this.#selector = selector;
  }

  get composer(): Locator {
    return this.frame.getByRole("textbox", { name: "Message" });
  }

  get log(): Locator {
    return this.frame.getByRole("log", { name: "Messages" });
  }

  get element(): Locator {
    return this.page.locator(this.#selector);
  }

  /** Joins as a guest, and waits until the conversation is live. */
  async join(name: string): Promise<void> {
    await this.frame.getByRole("button", { name: "Join to write" }).click();
    await this.frame.getByRole("textbox", { name: "Your name" }).fill(name);
    await this.frame.getByRole("button", { name: "Join the room" }).click();
    await this.isLive();
  }

  async isLive(): Promise<void> {
    await this.frame.getByText("Live", { exact: true }).waitFor({ state: "attached" });
    await this.composer.waitFor();
  }

  async say(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press("Enter");
  }

  /** Waits until exactly these texts stand in the log, each once, in this order. */
  async sees(...texts: readonly string[]): Promise<void> {
    const seen = () => this.log.locator("[dir=auto]").allInnerTexts();
    await expect.poll(seen, { message: "what the frame shows" }).toEqual(texts);
  }

  async heard(): Promise<readonly Heard[]> {
    return this.page.evaluate<Heard[]>("heard");
  }

  /** Waits until what was told last of this kind is this number. */
  async hears(kind: "unread" | "resize", expected: number): Promise<void> {
    const last = async () => (await this.heard()).findLast((each) => each.kind === kind);
    await expect
      .poll(async () => (await last())?.[kind === "unread" ? "count" : "height"], { message: kind })
      .toBe(expected);
  }
}
