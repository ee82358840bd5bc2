// One-use codes that take a guest's identity to another device: their digests alone, for as long as they are of use.

import type { Database } from "../storage/database.ts";

/** Whom a code stands for, since when they are a guest, and the session that made it: signing that out takes its codes back. */
export type DeviceGuest = {
  readonly member: string;
  readonly name: string;
  readonly session: string;
  readonly madeAt: number;
};

/** Codes of one guest at once; past it the oldest goes. */
const CODES_MAX = 5;

export function keepDeviceCode(
  database: Database,
  digest: string,
  { member, name, session, madeAt }: DeviceGuest,
  until: number,
  now: number,
): void {
  database.exec("DELETE FROM device_codes WHERE until <= ?", now);
  database.exec(
    `DELETE FROM device_codes WHERE member = ?1 AND digest NOT IN
       (SELECT digest FROM device_codes WHERE member = ?1 ORDER BY until DESC LIMIT ?2)`,
    member,
    CODES_MAX - 1,
  );
  database.exec(
    "INSERT INTO device_codes (digest, member, name, session, made_at, until) VALUES (?, ?, ?, ?, ?, ?)",
    digest,
    member,
    name,
    session,
    madeAt,
    until,
  );
}

/** Gives whose the code is and forgets it, in one statement: of those who race for it one gets it. */
export function takeDeviceCode(database: Database, digest: string, now: number): DeviceGuest | undefined {
  return database.exec<DeviceGuest>(
    "DELETE FROM device_codes WHERE digest = ? AND until > ? RETURNING member, name, session, made_at AS madeAt",
    digest,
    now,
  )[0];
}

export function dropDeviceCodes(database: Database, session: string): void {
  database.exec("DELETE FROM device_codes WHERE session = ?", session);
}
