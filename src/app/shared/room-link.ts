// Where a room is.

export function roomLink(room: string): string {
  return `${location.origin}/r/${room}`;
}
