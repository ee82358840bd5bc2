// A member's square of colour with initials. The name always stands beside it.

import { hueOf, initialsOf } from "./member-look.ts";

export function Avatar({ id, name, small = false }: { id: string; name: string; small?: boolean }) {
  return (
    <span class={small ? "avatar small" : "avatar"} data-hue={hueOf(id)} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}
