// Who has read up to the newest message, in rooms that are small enough to be told.

import { Avatar } from "../shared/avatar.tsx";
import { isolate, t } from "../shared/t.ts";
import type { RoomView } from "./room-view.ts";
import { seenBy } from "./seen-by.ts";

const NAMED_MAX = 3;

export function SeenLine({ view }: { view: RoomView }) {
  const { timeline, reads, members, you } = view.state.value;
  const readers = seenBy(timeline, reads, members.list, you?.id);
  if (readers.length === 0) return null;
  const named = readers.slice(0, NAMED_MAX);
  const names = named.map(({ name }) => isolate(name)).join(", ");
  const more = readers.length - named.length;
  return (
    <p class="seen">
      <span class="faces" aria-hidden="true">
        {named.map(({ id, name }) => (
          <Avatar key={id} id={id} name={name} />
        ))}
      </span>
      <span>{t("seen.by", { names: more === 0 ? names : t("seen.more", { names, count: more }) })}</span>
    </p>
  );
}
