// How logs call a room: so that two can be told apart, and nobody can find it.

/** 32 bits of FNV-1a: of an unguessable name it keeps too little to search for. */
export function roomMark(name: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index += 1) {
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash.toString(16).padStart(8, "0");
}
