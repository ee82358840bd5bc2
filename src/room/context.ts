// What a command sees of its room: the log and its views, the clock, and who is here.

import type { Role } from "../protocol/schemas.ts";
import type { AuditRecord } from "../storage/audit-record.ts";
import type { Changes } from "../storage/changes.ts";
import type { Deeds } from "../storage/deeds.ts";
import type { Erasure } from "../storage/erasure.ts";
import type { EventLog } from "../storage/event-log.ts";
import type { ListedWords } from "../storage/listed-words.ts";
import type { Messages } from "../storage/messages.ts";
import type { Names } from "../storage/names.ts";
import type { Networks } from "../storage/networks.ts";
import type { Purges } from "../storage/purges.ts";
import type { Reactions } from "../storage/reactions.ts";
import type { Reads } from "../storage/reads.ts";
import type { ReportQueue } from "../storage/reports.ts";
import type { Search } from "../storage/search.ts";
import type { StoredSettings } from "../storage/settings.ts";
import type { Standings } from "../storage/standings.ts";
import type { Votes } from "../storage/votes.ts";
import type { StaffNames } from "./staff-names.ts";
import type { WordCheck } from "./word-check.ts";

export type RoomContext = {
  readonly log: EventLog;
  readonly messages: Messages;
  readonly changes: Changes;
  readonly reactions: Reactions;
  readonly votes: Votes;
  readonly search: Search;
  readonly erasure: Erasure;
  readonly names: Names;
  readonly reads: Reads;
  readonly settings: StoredSettings;
  readonly standings: Standings;
  readonly networks: Networks;
  readonly staffNames: StaffNames;
  readonly deeds: Deeds;
  readonly reports: ReportQueue;
  readonly audit: AuditRecord;
  readonly listedWords: ListedWords;
  readonly words: WordCheck;
  readonly purges: Purges;
  /** How somebody who is connected is called here; undefined for whoever is not. */
  readonly presentName: (memberId: string) => string | undefined;
  /** The role of somebody who is connected, what their token claims included. */
  readonly presentRole: (memberId: string) => Role | undefined;
  /** The networks that somebody is connected from. */
  readonly presentNetworks: (memberId: string) => readonly string[];
  /** False where the deployment lifts its limits, for load tests. */
  readonly hasLimits: boolean;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
};
