// What is shown only when it is asked for: one chunk, fetched once the room is on the screen or sooner.

import { Sheet } from "../shared/sheet.tsx";
import { ChangeLine } from "./change-line.tsx";
import "./words-asked.ts";
import "./words-guard-ways.ts";
import "./words-name.ts";
import { Greeting } from "./greeting.tsx";
import { Invitation } from "./invitation.tsx";
import { MembersPanel } from "./members-panel.tsx";
import { MutedNote } from "./muted-note.tsx";
import { RenameDialog } from "./rename-dialog.tsx";
import { Stopped } from "./stopped.tsx";

export const asked = {
  Sheet,
  ChangeLine,
  Greeting,
  Invitation,
  MembersPanel,
  MutedNote,
  RenameDialog,
  Stopped,
};
