// How much goes on a note.

export const NOTE_CHARS = 280;
