// How a message speaks to all who are in the room: apart from the schemas, for what only reads mentions.

/** Stands among the mentioned for everybody; no member has this id. */
export const EVERYBODY = "*";
