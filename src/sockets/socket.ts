// What a connection needs of its socket: a WebSocket has it, and so has the room's end of one that a relay holds.

export interface Socket {
  /** Whoever holds the WebSocket of another object has named the connection already. */
  readonly connection?: string;
  send(text: string): void;
  close(code: number, reason: string): void;
  serializeAttachment(attachment: unknown): void;
  deserializeAttachment(): unknown;
}
