// The names of emoji in German, as emoji-cut.mjs writes them: the build puts them in the place of this file.

export const EMOJI_NAMES: string = "";
