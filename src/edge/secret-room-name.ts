// Names that nobody can guess, for rooms that are found by their link alone (contract 10).

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
/** 36 to the power of 26 are 134 bits. */
const LENGTH = 26;
/** The largest multiple of 36 that a byte can tell: what is above it would favour the first letters. */
const FAIR_BELOW = 252;

/** `p-` and 26 random characters of a–z and 0–9. */
export function secretRoomName(): string {
  let name = "p-";
  while (name.length < 2 + LENGTH) {
    for (const byte of crypto.getRandomValues(new Uint8Array(LENGTH))) {
      if (byte < FAIR_BELOW && name.length < 2 + LENGTH) name += LETTERS.charAt(byte % LETTERS.length);
    }
  }
  return name;
}
