// What the element on a host's page and the room in its frame say to each other: one kind of message a line.

/** Raised when a message changes its meaning; each side ignores versions that it does not know. */
export const EMBED_VERSION = 1;

/** From the frame. It is believed only from the frame's own window and from the deployment's origin. */
export type FrameMessage =
  /** The frame listens: it can be told how to look, and who is there. */
  | { readonly kind: "ready" }
  /** Messages of others that nobody has looked at yet. */
  | { readonly kind: "unread"; readonly count: number }
  /** What the conversation would take if nothing had to scroll, in CSS pixels. */
  | { readonly kind: "resize"; readonly height: number };

/**
 * From the page: the element's attributes as they stand, sent after `ready` and again after each change. The token among
 * them goes to the deployment's origin alone, and never into an address.
 */
export type HostMessage = {
  readonly kind: "setup";
  readonly attributes: Readonly<Record<string, string | null>>;
};

export type Envelope<T> = T & { readonly hubbub: typeof EMBED_VERSION };

/** This is in an address of a frame whose element will send `setup`; a frame without it does not wait for one. */
export const SETUP_HASH = "#setup";

/** By hand, since a schema library would be several times the size of the element. Undefined for anything else. */
export function parseFrameMessage(data: unknown): FrameMessage | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const field = (name: string): unknown => Reflect.get(data, name);
  const kind = field("kind");
  const count = field("count");
  const height = field("height");
  if (field("hubbub") !== EMBED_VERSION) return undefined;
  if (kind === "ready") return { kind };
  if (kind === "unread" && isWhole(count)) return { kind, count };
  if (kind === "resize" && isWhole(height)) return { kind, height };
  return undefined;
}

function isWhole(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && Number.isInteger(value);
}
