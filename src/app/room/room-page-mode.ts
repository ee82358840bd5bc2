// Where a room's page is: a page of its own, or in a frame on a page of another site, with its own ways elsewhere.

export type RoomPageMode = "full" | "embedded";
