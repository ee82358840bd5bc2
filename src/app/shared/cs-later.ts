// What parts of the app say in Czech that are not there at first: each of their lists, in one.

import { csAdmin } from "../admin/cs-admin.ts";
import { csHandover } from "../landing/cs-handover.ts";
import { csOffline } from "../offline/cs-offline.ts";
import { csActs } from "../room/cs-acts.ts";
import { csAsked } from "../room/cs-asked.ts";
import { csFind } from "../room/cs-find.ts";
import { csGuard } from "../room/cs-guard.ts";
import { csGuardWays } from "../room/cs-guard-ways.ts";
import { csManage } from "../room/cs-manage.ts";
import { csName } from "../room/cs-name.ts";
import { csRooms } from "../room/cs-rooms.ts";
import { csPoll } from "../room/poll/cs-poll.ts";
import { csTalk } from "../room/cs-talk.ts";
import { csWriting } from "../text/cs-writing.ts";
import type { Later } from "./later.ts";
import type { Czech } from "./words.ts";

export const csLater: Czech<Later> = {
  ...csAdmin,
  ...csHandover,
  ...csActs,
  ...csAsked,
  ...csFind,
  ...csGuard,
  ...csGuardWays,
  ...csManage,
  ...csName,
  ...csOffline,
  ...csRooms,
  ...csPoll,
  ...csTalk,
  ...csWriting,
};
