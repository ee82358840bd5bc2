// Brings the words of en-rooms.ts in the language of the page, with whatever imports this.

import { addWords } from "../shared/t.ts";
import { enRooms } from "./en-rooms.ts";

await addWords(enRooms);
