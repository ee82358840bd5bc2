// A short tag from a member's id, to tell apart two members of the same name. It helps eyes and proves nothing.

const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
const LENGTH = 4;

/** The same id has the same tag everywhere (FNV-1a): 4 of a–z and 2–9, without those that look alike. */
export function memberTag(memberId: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < memberId.length; index++) {
    hash = Math.imul(hash ^ memberId.charCodeAt(index), 0x01000193);
  }
  let rest = hash >>> 0;
  let tag = "";
  while (tag.length < LENGTH) {
    tag += LETTERS.charAt(rest % LETTERS.length);
    rest = Math.floor(rest / LETTERS.length);
  }
  return tag;
}
