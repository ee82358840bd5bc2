// What only those need who make a room or look after one: one chunk, fetched when it is first asked for.

import { addWords } from "../shared/t.ts";
import { enAsked } from "./en-asked.ts";
import { enGuardWays } from "./en-guard-ways.ts";
import { enManage } from "./en-manage.ts";
import { InvitesSheet } from "./invites-sheet.tsx";
import { MakeRoom } from "./make-room.tsx";
import { MemberActions } from "./member-actions.tsx";
import { RoomSettingsSheet } from "./room-settings.tsx";

addWords(enAsked);
addWords(enManage);
addWords(enGuardWays);

export const manage = { InvitesSheet, MakeRoom, MemberActions, RoomSettingsSheet };
