// Above the composer while a command is typed: what can be meant, how it goes on, and why it was not done.

import type { Ref } from "preact";
import { useEffect, useImperativeHandle, useState } from "preact/hooks";
import { t } from "../../shared/t.ts";
import { breaksLine } from "../composing.ts";
import type { RoomView } from "../room-view.ts";
import { findSlashCommand } from "./slash-commands.ts";
import { type Offered, offersFor, usageOf } from "./slash-offers.ts";
import { parseSlashLine } from "./slash-line.ts";

export type SlashGrip = {
  /** Runs the command, or sends what is none. */
  submit(): void;
  /** True where the key was for what is offered. */
  takesKey(event: KeyboardEvent): boolean;
};

type SlashBarProps = {
  view: RoomView;
  line: string;
  area: { readonly current: HTMLTextAreaElement | null };
  grip: Ref<SlashGrip>;
  /** Replaces what stands in the composer. */
  onLine: (line: string) => void;
};

type Trouble = { readonly line: string; readonly kind: "problem" | "unknown"; readonly text: string };

const LIST = "slash-offers";

export function SlashBar({ view, line, area, grip, onLine }: SlashBarProps) {
  const [at, setAt] = useState(0);
  const [hiddenFor, setHiddenFor] = useState<string>();
  const [trouble, setTrouble] = useState<Trouble>();
  const [busy, setBusy] = useState(false);
  const offers = offersFor(view, line);
  const list = hiddenFor === line ? [] : offers.list;
  const chosen = list[Math.min(at, list.length - 1)];
  const told = trouble?.line === line ? trouble : undefined;
  useEffect(() => setAt(0), [line]);

  const takeOffer = ({ line: next }: Offered) => {
    onLine(next);
    area.current?.focus();
  };
  const say = (text: string) => {
    view.send(text);
    onLine("");
    area.current?.focus();
  };
  const run = async (name: string, rest: string) => {
    const command = findSlashCommand(name);
    if (command === undefined) {
      setTrouble({ line, kind: "unknown", text: t("slash.unknown", { name: `/${name}` }) });
      return;
    }
    setBusy(true);
    const outcome = await command.run(view, rest);
    setBusy(false);
    if (outcome.kind === "refused") setTrouble({ line, kind: "problem", text: outcome.problem });
    // What was typed meanwhile is not the command any more.
    else if (area.current?.value === line) onLine("");
  };
  const submit = () => {
    if (busy) return;
    const parsed = parseSlashLine(line.trimEnd());
    if (parsed.kind === "text") say(parsed.text);
    else if (told?.kind === "unknown") say(line.trimEnd());
    else void run(parsed.name, parsed.rest);
  };
  const takesKey = (event: KeyboardEvent): boolean => {
    if (breaksLine(event) && event.key !== "Tab") return false;
    if (event.key === "Escape") {
      if (list.length === 0 && told === undefined) return false;
      setHiddenFor(line);
      setTrouble(undefined);
      return true;
    }
    if (chosen === undefined) return false;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? 1 : list.length - 1;
      setAt((Math.min(at, list.length - 1) + step) % list.length);
      return true;
    }
    const takes = (event.key === "Tab" && !event.shiftKey) || (event.key === "Enter" && !offers.isWhole);
    if (takes && chosen.line !== line) takeOffer(chosen);
    return takes && chosen.line !== line;
  };
  useImperativeHandle(grip, () => ({ submit, takesKey }));
  usePointing(area, chosen);

  const usage = list.length === 0 ? usageOf(line) : undefined;
  return (
    <div class="slash">
      {list.length > 0 && (
        <div id={LIST} class="offers" role="listbox" aria-label={t("slash.label")}>
          {list.map((each) => (
            <div
              key={each.key}
              id={idOf(each)}
              role="option"
              tabIndex={-1}
              aria-selected={each === chosen}
              // The composer keeps the focus.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => takeOffer(each)}
            >
              <b>{each.label}</b> {each.usage !== undefined && <code>{each.usage}</code>}
              {each.about !== undefined && <span class="quiet">{each.about}</span>}
            </div>
          ))}
        </div>
      )}
      {usage !== undefined && told === undefined && <p class="usage">{usage}</p>}
      {told !== undefined && (
        <div class="trouble" role="alert">
          <p>{told.text}</p>
          {told.kind === "unknown" && (
            <button type="button" class="button link" onClick={() => say(line.trimEnd())}>
              {t("slash.unknown.send")}
            </button>
          )}
        </div>
      )}
    </div>
  );
}

/** Says to those who hear the page what is offered to them where they write. */
function usePointing(area: SlashBarProps["area"], chosen: Offered | undefined): void {
  const id = chosen === undefined ? undefined : idOf(chosen);
  useEffect(() => {
    const field = area.current;
    if (field === null || id === undefined) return;
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", LIST);
    field.setAttribute("aria-activedescendant", id);
    document.getElementById(id)?.scrollIntoView({ block: "nearest" });
    return () => {
      for (const name of ["autocomplete", "controls", "activedescendant"]) field.removeAttribute(`aria-${name}`);
    };
  }, [area, id]);
}

function idOf({ key }: Offered): string {
  return `slash-${key.replaceAll(/[^a-z0-9]/gi, "_")}`;
}
