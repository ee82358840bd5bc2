// Who writes now. Its place is always there, so that nothing moves; it is not read aloud.

import { isolate, t } from "../shared/t.ts";
import type { RoomView } from "./room-view.ts";

export function TypingLine({ view }: { view: RoomView }) {
  const [one, other, ...more] = view.typing.value;
  return (
    <p class="typing" aria-live="off">
      {one !== undefined && (
        <>
          <span class="dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          <span>
            {other === undefined
              ? t("typing.one", { name: isolate(one.name) })
              : more.length === 0
                ? t("typing.two", { name: isolate(one.name), other: isolate(other.name) })
                : t("typing.many", { count: more.length + 2 })}
          </span>
        </>
      )}
    </p>
  );
}
