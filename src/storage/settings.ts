// The settings of a room: what was set, over what a room has that nobody configured.

import * as v from "valibot";
import { type SettingsChange, settingsChangeSchema } from "../protocol/commands/configure.ts";
import { OPEN_ROOM_RETENTION_DAYS } from "../protocol/limits.ts";
import type { Visibility } from "../protocol/schemas.ts";
import { DEFAULT_ROOM } from "../protocol/text.ts";
import type { Database } from "./database.ts";
import type { EventLog } from "./event-log.ts";

/** All settings of a room; `retentionDays` of 0 keeps everything. */
export type Settings = {
  readonly title: string;
  readonly topic: string;
  readonly visibility: Visibility;
  readonly slowModeMs: number;
  readonly guests: boolean;
  readonly readOnly: boolean;
  readonly retentionDays: number;
};

export class StoredSettings {
  readonly #database: Database;
  readonly #log: EventLog;
  #stored: SettingsChange | undefined;

  constructor(database: Database, log: EventLog) {
    this.#database = database;
    this.#log = log;
  }

  /** The settings of the room of that name. */
  of(room: string): Settings {
    return { ...defaultsOf(room), ...this.#read(), retentionDays: this.retentionDays };
  }

  /** Days after which contents are erased; 0 keeps them. */
  get retentionDays(): number {
    return this.#read().retentionDays ?? (this.areFounded ? 0 : OPEN_ROOM_RETENTION_DAYS);
  }

  /** True where somebody made the room: an open room has no visibility of its own. */
  get areFounded(): boolean {
    return this.#read().visibility !== undefined;
  }

  /** One row for each setting that is given. */
  keep(change: SettingsChange): void {
    const stored = this.#read();
    for (const [key, value] of Object.entries(change)) {
      this.#database.exec(
        "INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
        key,
        JSON.stringify(value),
      );
    }
    this.#stored = { ...stored, ...change };
  }

  #read(): SettingsChange {
    if (this.#stored !== undefined) return this.#stored;
    if (!this.#log.exists) return {};
    const rows = this.#database.exec<{ key: string; value: string }>("SELECT key, value FROM settings");
    this.#stored = v.parse(
      settingsChangeSchema,
      Object.fromEntries(rows.map(({ key, value }) => [key, parseJson(value)])),
    );
    return this.#stored;
  }
}

function parseJson(text: string): unknown {
  return JSON.parse(text);
}

function defaultsOf(room: string): Omit<Settings, "retentionDays"> {
  const title = room.replaceAll("-", " ");
  return {
    title: title.charAt(0).toUpperCase() + title.slice(1),
    topic: "",
    visibility: room === DEFAULT_ROOM ? "public" : "unlisted",
    slowModeMs: 0,
    guests: true,
    readOnly: false,
  };
}
