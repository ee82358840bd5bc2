// Above the composer while a command is typed: what can be meant, how it goes on, and why it was not done.

import type { Ref } from "preact";
import { useEffect, useImperativeHandle, useState } from "preact/hooks";
import { t } from "../../shared/t.ts";
import { breaksLine } from "../composing.ts";
import type { RoomView } from "../room-view.ts";
import type { Say } from "./slash-command.ts";
import { findSlashCommand, isFor } from "./slash-commands.ts";
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
  /** The root of the thread that is written into. */
  thread: number | undefined;
  line: string;
  area: { readonly current: HTMLTextAreaElement | null };
  grip: Ref<SlashGrip>;
  /** Replaces what stands in the composer. */
  onLine: (line: string) => void;
  onSay: Say;
};

type Trouble = { readonly line: string; readonly kind: "problem" | "unknown"; readonly text: string };

export function SlashBar({ view, thread, line, area, grip, onLine, onSay }: SlashBarProps) {
  const [at, setAt] = useState(0);
  const [hiddenFor, setHiddenFor] = useState<string>();
  const [trouble, setTrouble] = useState<Trouble>();
  const [busy, setBusy] = useState(false);
  const listId = thread === undefined ? "slash-offers" : `slash-offers-${thread}`;
  const offers = offersFor(view, line, thread);
  const list = hiddenFor === line ? [] : offers.list;
  const chosen = list[Math.min(at, list.length - 1)];
  const told = trouble?.line === line ? trouble : undefined;
  useEffect(() => setAt(0), [line]);

  const takeOffer = ({ line: next }: Offered) => {
    onLine(next);
    area.current?.focus();
  };
  const say = (text: string) => {
    onSay(text);
    onLine("");
    area.current?.focus();
  };
  const run = async (name: string, rest: string) => {
    const command = findSlashCommand(name);
    if (command === undefined) {
      setTrouble({ line, kind: "unknown", text: t("slash.unknown", { name: `/${name}` }) });
      return;
    }
    if (!isFor(command, thread)) {
      setTrouble({ line, kind: "problem", text: t("slash.thread", { name: `/${name}` }) });
      return;
    }
    setBusy(true);
    const outcome = await command.run(view, rest, onSay);
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
  usePointing(area, listId, chosen);

  const usage = list.length === 0 ? usageOf(line, thread) : undefined;
  return (
    <div class="slash">
      {list.length > 0 && (
        <div id={listId} class="offers" role="listbox" aria-label={t("slash.label")}>
          {list.map((each) => (
            <div
              key={each.key}
              id={idOf(listId, each)}
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
function usePointing(area: SlashBarProps["area"], listId: string, chosen: Offered | undefined): void {
  const id = chosen === undefined ? undefined : idOf(listId, chosen);
  useEffect(() => {
    const field = area.current;
    if (field === null || id === undefined) return;
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", listId);
    field.setAttribute("aria-activedescendant", id);
    document.getElementById(id)?.scrollIntoView({ block: "nearest" });
    return () => {
      for (const name of ["autocomplete", "controls", "activedescendant"]) field.removeAttribute(`aria-${name}`);
    };
  }, [area, listId, id]);
}

function idOf(listId: string, { key }: Offered): string {
  return `${listId}-${key.replaceAll(/[^a-z0-9]/gi, "_")}`;
}
