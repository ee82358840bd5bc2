// One field to make a room or join one. Whatever is typed becomes a room's name; a pasted link works too.

import { useState } from "preact/hooks";
import { deferred } from "../shared/deferred.tsx";
import { Icon } from "../shared/icon.tsx";
import * as icons from "../shared/icons.ts";
import { roomLink } from "../shared/room-link.ts";
import { normaliseRoomName, proposeRoomName } from "../shared/room-name.ts";
import { t } from "../shared/t.ts";

const MakeRoom = deferred(async () => (await import("../room/manage.ts")).manage.MakeRoom);
const Directory = deferred(async () => (await import("../room/around.ts")).around.Directory);

export function RoomForm() {
  const [making, setMaking] = useState(false);
  const [looking, setLooking] = useState(false);
  const [typed, setTyped] = useState(proposeRoomName);
  const name = normaliseRoomName(typed);
  return (
    <>
      <form
        class="room-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (name !== "") location.assign(`/r/${name}`);
        }}
      >
        <div class="field">
          <label for="room">{t("landing.field")}</label>
          <div class="line">
            <div class="input">
              <input
                id="room"
                value={typed}
                autoComplete="off"
                autoCapitalize="none"
                spellcheck={false}
                enterkeyhint="go"
                aria-describedby="room-link"
                onFocus={(event) => event.currentTarget.select()}
                onInput={(event) => setTyped(event.currentTarget.value)}
              />
              <button
                type="button"
                class="button icon"
                aria-label={t("landing.shuffle")}
                title={t("landing.shuffle")}
                onClick={() => setTyped(proposeRoomName())}
              >
                <Icon path={icons.shuffle} />
              </button>
            </div>
            <button type="submit" class="button filled large">
              {t("landing.open")}
            </button>
          </div>
          <p class="hint" id="room-link">
            {name === ""
              ? t("landing.nameless")
              : t("landing.link", { link: roomLink(name).replace(/^https?:\/\//, "") })}
          </p>
          <p>
            <button type="button" class="button link make-own" onClick={() => setMaking(true)}>
              {t("landing.make")}
            </button>
            <button type="button" class="button link make-own" onClick={() => setLooking(true)}>
              {t("landing.public")}
            </button>
          </p>
        </div>
      </form>
      {looking && <Directory onClose={() => setLooking(false)} />}
      {making && <MakeRoom name={name} onClose={() => setMaking(false)} />}
    </>
  );
}
