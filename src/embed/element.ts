// <hubbub-room>: a room of this deployment in a frame on anybody's page. Its attributes are those of the README.

import { EMBED_VERSION, type Envelope, type HostMessage, parseFrameMessage, SETUP_HASH } from "./messages.ts";

const { origin } = new URL(import.meta.url);

/** The page's own rules for `hubbub-room` win over these. */
const styles = new CSSStyleSheet();
styles.replaceSync(
  ":host{display:block;height:480px;min-height:360px;max-height:100vh}:host([hidden]){display:none}iframe{display:block;width:100%;height:100%;border:0}",
);

class HubbubRoom extends HTMLElement {
  static readonly observedAttributes = ["title", "room", "height", "theme", "accent", "lang", "token"];
  #frame = document.createElement("iframe");
  /** The frame's window, once it listens. */
  #listener: MessageEventSource | null = null;

  constructor() {
    super();
    this.attachShadow({ mode: "open" }).adoptedStyleSheets = [styles];
  }

  connectedCallback(): void {
    addEventListener("message", this);
    this.#load();
  }

  disconnectedCallback(): void {
    removeEventListener("message", this);
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    // Of an element that stood in the page before this script, each attribute is told before it is connected.
    if (before === now || !this.#frame.isConnected) return;
    if (name === "room") this.#load();
    else this.#apply();
  }

  handleEvent(event: MessageEvent<unknown>): void {
    if (event.origin !== origin || event.source !== this.#frame.contentWindow) return;
    const message = parseFrameMessage(event.data);
    if (message === undefined) return;
    if (message.kind === "ready") {
      this.#listener = event.source;
      this.#apply();
    }
    if (message.kind === "resize" && this.#height === "auto") this.style.height = `${message.height}px`;
    this.dispatchEvent(new CustomEvent(`hubbub-${message.kind}`, { detail: message, bubbles: true }));
  }

  get #room(): string {
    return this.getAttribute("room") ?? "lobby";
  }

  get #height(): string {
    return this.getAttribute("height") ?? "";
  }

  /** A new frame for a new room: another address in the old one would be a step of the page's own history. */
  #load(): void {
    this.#listener = null;
    this.#frame = document.createElement("iframe");
    this.#frame.allow = "clipboard-write";
    this.#frame.src = `${origin}/embed/${encodeURIComponent(this.#room)}${SETUP_HASH}`;
    this.#apply();
    this.shadowRoot?.replaceChildren(this.#frame);
  }

  #apply(): void {
    this.#frame.title = this.title || `Chat: ${this.#room}`;
    // `auto` follows the conversation, between the least and the most that CSS allows.
    if (this.#height !== "auto") this.style.height = Number(this.#height) > 0 ? `${this.#height}px` : this.#height;
    const setup: Envelope<HostMessage> = {
      hubbub: EMBED_VERSION,
      kind: "setup",
      attributes: Object.fromEntries(
        HubbubRoom.observedAttributes.map((name) => [name, this.getAttribute(name)] as const),
      ),
    };
    this.#listener?.postMessage(setup, { targetOrigin: origin });
  }
}

// Two tags of it on one page are one element.
if (customElements.get("hubbub-room") === undefined) customElements.define("hubbub-room", HubbubRoom);
