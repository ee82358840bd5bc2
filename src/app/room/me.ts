// The mark of a message that says what its author does: `data` of the message, nothing to those who do not know it.

export const ME: Readonly<Record<string, unknown>> = { me: true };

export function isMe(data: unknown): boolean {
  return typeof data === "object" && data !== null && "me" in data && data.me === true;
}
