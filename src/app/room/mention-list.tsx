// The names that complete what one types after an @, above the composer.

import { Avatar } from "../shared/avatar.tsx";
import { t } from "../shared/t.ts";
import type { Mentions } from "./use-mentions.ts";
import { HERE } from "./mention-words.ts";

/** `id`: by which the field knows it; each name has its place after it. */
export function MentionList({ id, mentions }: { id: string; mentions: Mentions }) {
  return (
    <div class="mention-list" id={id} role="listbox" aria-label={t("talk.mention.label")}>
      {mentions.proposed.map((person, index) => (
        <div
          key={person.id}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === mentions.chosen}
          // The field keeps the focus.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => mentions.choose(index)}
        >
          {person.id === HERE.id ? (
            <span class="everybody" aria-hidden="true">
              @
            </span>
          ) : (
            <Avatar id={person.id} name={person.name} small />
          )}
          <bdi>{person.name}</bdi>
          {person.id === HERE.id && <span class="quiet">{t("talk.mention.here")}</span>}
        </div>
      ))}
    </div>
  );
}
