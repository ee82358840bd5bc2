// The commands and the keys, to be looked up.

import { useEffect, useRef } from "preact/hooks";
import { Sheet } from "../shared/sheet.tsx";
import { type Key, t } from "../shared/t.ts";
import type { RoomView } from "./room-view.ts";
import { slashCommandsFor } from "./slash/slash-commands.ts";
import { usageLine } from "./slash/slash-offers.ts";

/** Of keyboards of Apple's, which have another key for what Ctrl does elsewhere. */
const CTRL = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl";

/** Keys that are pressed together, and what they do. */
const KEYS: readonly (readonly [readonly string[], Key])[] = [
  [[CTRL, "K"], "help.keys.switch"],
  [["?"], "help.keys.help"],
  [["Enter"], "help.keys.send"],
  [["Shift", "Enter"], "help.keys.break"],
  [["Tab"], "help.keys.complete"],
  [[CTRL, "B"], "help.keys.bold"],
  [[CTRL, "I"], "help.keys.italic"],
  [[CTRL, "E"], "help.keys.code"],
  [["↑"], "help.keys.edit"],
  [["↑", "↓"], "help.keys.walk"],
  [[], "help.keys.write"],
  [["Esc"], "help.keys.close"],
];

export function HelpSheet({ view, onClose }: { view: RoomView; onClose: () => void }) {
  const title = useRef<HTMLHeadingElement>(null);
  // What is pressed stands at the end: with the focus there one would begin at the end.
  useEffect(() => title.current?.focus(), []);
  return (
    <Sheet open onClose={onClose} labelledBy="help-title" class="managing help">
      <h2 ref={title} id="help-title" tabIndex={-1}>
        {t("help.title")}
      </h2>
      <section aria-labelledby="help-keys">
        <h3 id="help-keys">{t("help.keys")}</h3>
        <dl>
          {KEYS.map(([keys, what]) => (
            <div key={what}>
              <dt>{keys.length === 0 ? t("help.keys.write.key") : keys.map((key) => <kbd key={key}>{key}</kbd>)}</dt>
              <dd>{t(what)}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section aria-labelledby="help-commands">
        <h3 id="help-commands">{t("help.commands")}</h3>
        <p class="hint">{t("help.commands.text")}</p>
        <dl>
          {slashCommandsFor(view).map((command) => (
            <div key={command.name}>
              <dt>
                <code>{usageLine(command)}</code>
              </dt>
              <dd>{t(command.about)}</dd>
            </div>
          ))}
        </dl>
      </section>
      <button type="button" class="button outlined" onClick={onClose}>
        {t("dialog.close")}
      </button>
    </Sheet>
  );
}
