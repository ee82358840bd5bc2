// The names of a room's owners and moderators, which nobody else's may be taken for (contract 11).

import { memberTag } from "../protocol/member-tag.ts";
import { NAME_CHARS } from "../protocol/limits.ts";
import type { Author, Role } from "../protocol/schemas.ts";
import { nameSkeleton } from "../rules/name-skeleton.ts";
import { isAtLeast } from "../rules/permissions.ts";
import type { EventLog } from "../storage/event-log.ts";
import type { Names } from "../storage/names.ts";
import type { Standings } from "../storage/standings.ts";

/** Somebody who is connected, with the role that they have here. */
type Present = Author & { readonly role: Role };
type Skeleton = { readonly id: string; readonly skeleton: string };

export class StaffNames {
  readonly #standings: Standings;
  readonly #log: EventLog;
  readonly #names: Names;
  readonly #present: () => readonly Present[];
  /** Whose name looks how; read again after somebody's name or role changed. */
  #skeletons: readonly Skeleton[] | undefined;

  constructor(standings: Standings, names: Names, log: EventLog, present: () => readonly Present[]) {
    this.#standings = standings;
    this.#names = names;
    this.#log = log;
    this.#present = present;
  }

  /** True where the name can be taken for that of an owner or moderator who is somebody else. */
  isLikeAnothers(name: string, memberId: string): boolean {
    const skeletons = (this.#skeletons ??= this.#read());
    if (skeletons.length === 0) return false;
    const skeleton = nameSkeleton(name);
    return skeleton !== "" && skeletons.some((other) => other.skeleton === skeleton && other.id !== memberId);
  }

  /** Somebody's name or role changed, or a moderator came in. */
  forget(): void {
    this.#skeletons = undefined;
  }

  /** Those who were given a role here, and those who are here by a claim of their token. */
  #read(): Skeleton[] {
    const given = this.#standings
      .staff()
      .flatMap((id) =>
        [this.#names.chosen(id), this.#log.lastNameOf(id)].flatMap((name) => (name === undefined ? [] : { id, name })),
      );
    const here = this.#present().filter(({ role }) => isAtLeast(role, "moderator"));
    return [...given, ...here].map(({ id, name }) => ({ id, skeleton: nameSkeleton(name) }));
  }
}

/** The name with its holder's tag behind it, as long as a name may be. */
export function taggedName(name: string, memberId: string): string {
  const tag = ` (${memberTag(memberId)})`;
  return (
    Array.from(name)
      .slice(0, NAME_CHARS - tag.length)
      .join("")
      .trimEnd() + tag
  );
}
