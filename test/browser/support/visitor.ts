// visitor.ts: somebody at a browser of their own, who finds things by what they are called, as people do.

import { isDeepStrictEqual } from "node:util";
import type { BrowserContext, Locator, Page } from "playwright-core";
import type { Cable } from "./cable.ts";

/** How long a person waits for what another one did. */
const SOON_MS = 30_000;

/** What a browser says about a network that is not there; no fault of the page. */
const NETWORK_NOISE = /WebSocket connection to|net::ERR_/;

export class Visitor {
  readonly name: string;
  readonly page: Page;
  readonly #context: BrowserContext;
  readonly #cable: Cable;
  readonly #tabs: Visitor[] = [];
  #complaints: string[] = [];
  #networkMayFail = false;
  #expectedStatus: string | undefined;

  constructor(name: string, page: Page, context: BrowserContext, cable: Cable) {
    this.name = name;
    this.page = page;
    this.#context = context;
    this.#cable = cable;
    // Violations of the content security policy are errors of the console as well.
    page.on("console", (message) => {
      if (message.type() === "error") this.#complaints.push(message.text());
    });
    page.on("pageerror", (error) => this.#complaints.push(error.message));
  }

  /** The server, as this person reaches it. */
  get origin(): string {
    return this.#cable.origin;
  }

  get log(): Locator {
    return this.page.getByRole("log", { name: "Messages" });
  }

  get composer(): Locator {
    return this.page.getByRole("textbox", { name: "Message" });
  }

  /** Another tab of the same browser. What it complains about counts as this person's. */
  async openTab(): Promise<Visitor> {
    const tab = new Visitor(this.name, await this.#context.newPage(), this.#context, this.#cable);
    tab.#networkMayFail = this.#networkMayFail;
    this.#tabs.push(tab);
    return tab;
  }

  async goTo(path: string): Promise<void> {
    await this.page.goto(`${this.origin}${path}`);
  }

  /** Opens the room, answers to the name dialog, and waits until the conversation is live. */
  async enterAsNewcomer(room: string): Promise<void> {
    await this.goTo(`/r/${room}`);
    await this.page.getByRole("textbox", { name: "Your name" }).fill(this.name);
    await this.page.getByRole("button", { name: "Join the room" }).click();
    await this.isLive();
  }

  /**
   * Opens the room as somebody whom the server knows from before, and waits until the conversation is live. The name
   * dialog is for stories of newcomers: it costs as much again.
   */
  async enter(room: string): Promise<void> {
    const { name } = this;
    const made = await this.#context.request.post(`${this.origin}/api/session`, { data: { name } });
    if (!made.ok()) throw new Error(`unable to enter; a session was answered ${made.status()}`);
    await this.#context.addInitScript(
      (kept) => {
        // Not in pages of the browser's own, which say that nothing could be reached.
        if (location.origin !== kept.origin || localStorage.getItem("hubbub.name") !== null) return;
        localStorage.setItem("hubbub.name", kept.name);
      },
      { name, origin: this.origin },
    );
    await this.goTo(`/r/${room}`);
    await this.isLive();
  }

  async isLive(): Promise<void> {
    await this.page.getByText("Live", { exact: true }).waitFor({ state: "attached", timeout: SOON_MS });
    await this.composer.waitFor({ timeout: SOON_MS });
  }

  /** Writes and sends, by the key on a keyboard, by the button on a touch screen. */
  async say(text: string): Promise<void> {
    await this.composer.fill(text);
    if (await this.#isTouch()) await this.page.getByRole("button", { name: "Send" }).tap();
    else await this.composer.press("Enter");
  }

  /** Writes another text over the one that is being edited: once the caret stands at its end, which comes after the field. */
  async changeTo(text: string): Promise<void> {
    const field = this.page.getByRole("textbox", { name: "Changed text" });
    await field.and(this.page.locator(":focus")).waitFor();
    await field.fill(text);
    await field.press("Enter");
  }

  /** Waits until exactly these texts stand in the log, each once, in this order. */
  async sees(...texts: readonly string[]): Promise<void> {
    await this.#until(
      `to see ${JSON.stringify(texts)}`,
      () => this.texts(),
      (seen) => isDeepStrictEqual(seen, [...texts]),
    );
  }

  /** Texts of all messages in the log, from top to bottom. Each text is isolated by its own direction; nothing else is. */
  async texts(): Promise<string[]> {
    return this.log.locator("[dir=auto]").allInnerTexts();
  }

  /** Waits until nothing of one's own is still on its way. */
  async hasSentAll(): Promise<void> {
    const waiting = this.log.getByText(/^(Sending|Waiting to be sent)$/);
    await this.#until(
      "to have nothing left to send",
      () => waiting.count(),
      (count) => count === 0,
    );
  }

  async goOffline(): Promise<void> {
    this.expectNetworkFaults();
    this.#cable.unplug();
    await this.#context.setOffline(true);
  }

  async comeBack(): Promise<void> {
    this.#cable.plugIn();
    await this.#context.setOffline(false);
  }

  /** From now on the console may speak of connections that fail. */
  expectNetworkFaults(): void {
    this.#networkMayFail = true;
    for (const tab of this.#tabs) tab.expectNetworkFaults();
  }

  /** The page itself is answered with this status, which the console reports. */
  expectStatus(status: number): void {
    this.#expectedStatus = `the server responded with a status of ${status}`;
  }

  /** What the browser had to complain about in the pages that this person saw. */
  complaints(): string[] {
    const own = this.#complaints.filter((complaint) => {
      if (this.#networkMayFail && NETWORK_NOISE.test(complaint)) return false;
      return this.#expectedStatus === undefined || !complaint.includes(this.#expectedStatus);
    });
    return [...own, ...this.#tabs.flatMap((tab) => tab.complaints())];
  }

  /** For a story in which complaints were meant to come. */
  forgetComplaints(): void {
    this.#complaints = [];
    for (const tab of this.#tabs) tab.forgetComplaints();
  }

  async close(): Promise<void> {
    await this.#context.close();
    await this.#cable.close();
  }

  async #until<T>(what: string, look: () => Promise<T>, is: (value: T) => boolean): Promise<void> {
    const deadline = performance.now() + SOON_MS;
    for (;;) {
      const value = await look();
      if (is(value)) return;
      if (performance.now() > deadline) {
        throw new Error(`${this.name} waited ${SOON_MS} ms ${what}, in vain; there is ${JSON.stringify(value)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async #isTouch(): Promise<boolean> {
    return this.page.evaluate(() => matchMedia("(pointer: coarse)").matches);
  }
}
