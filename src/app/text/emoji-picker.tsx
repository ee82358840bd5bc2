// All emoji to choose from: searched, by group, in one's skin tone. Arrow keys go along the grid.

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { isEmoji } from "../../protocol/text.ts";
import { Sheet } from "../shared/sheet.tsx";
import { type Key, t } from "../shared/t.ts";
import { type Emoji, findEmoji, type Tone, TONES, withTone } from "./emoji.ts";
import { keepTone, keptTone, recentEmoji, rememberEmoji } from "./emoji-memory.ts";
import "./words-writing.ts";
import { loadEmoji } from "./load-emoji.ts";

const GROUPS: readonly (readonly [Key, string])[] = [
  ["emoji.group.recent", "🕘"],
  ["emoji.group.smileys", "😀"],
  ["emoji.group.people", "👋"],
  ["emoji.group.nature", "🐻"],
  ["emoji.group.food", "🍎"],
  ["emoji.group.places", "🚗"],
  ["emoji.group.activities", "⚽"],
  ["emoji.group.objects", "💡"],
  ["emoji.group.symbols", "🔣"],
  ["emoji.group.flags", "🏁"],
];
const FOUND_MOST = 64;

type EmojiPickerProps = { onPick: (emoji: string) => void; onClose: () => void };

/** A dialog, so that the focus comes back to where it was. */
export function EmojiPicker({ onPick, onClose }: EmojiPickerProps) {
  return (
    <div role="presentation" onKeyDown={keepKey}>
      <Sheet open onClose={onClose} labelledBy="emoji-title" class="emoji-picker">
        <h2 id="emoji-title" class="unseen">
          {t("emoji.title")}
        </h2>
        <Choice
          onPick={(emoji) => {
            rememberEmoji(emoji);
            onClose();
            onPick(emoji);
          }}
        />
      </Sheet>
    </div>
  );
}

/** What is pressed in here means nothing to what it stands in; Enter in a field would send that form. */
function keepKey(event: KeyboardEvent): void {
  event.stopPropagation();
  if (event.key === "Enter" && event.target instanceof HTMLInputElement) event.preventDefault();
}

function Choice({ onPick }: Pick<EmojiPickerProps, "onPick">) {
  const [groups, setGroups] = useState<readonly (readonly Emoji[])[]>();
  const [isLost, setLost] = useState(false);
  const [typed, setTyped] = useState("");
  const [recent] = useState(recentEmoji);
  const [group, setGroup] = useState(recent.length === 0 ? 1 : 0);
  const [tone, setTone] = useState(keptTone);
  const search = useRef<HTMLInputElement>(null);
  useEffect(() => {
    search.current?.focus();
    loadEmoji().then(setGroups, () => setLost(true));
  }, []);
  const all = useMemo(() => groups?.flat() ?? [], [groups]);

  const own = typed.trim();
  const isSearch = own !== "";
  const shown = shownOf(isSearch, own, group, groups ?? [], all, recent, tone);
  const [first] = shown;
  return (
    <>
      <input
        ref={search}
        role="searchbox"
        enterkeyhint="search"
        value={typed}
        autoComplete="off"
        placeholder={t("emoji.search")}
        aria-label={t("emoji.search")}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.isComposing && isSearch && first !== undefined) onPick(first.emoji);
          if (event.key !== "ArrowDown") return;
          event.preventDefault();
          event.currentTarget.closest("dialog")?.querySelector<HTMLElement>(".grid button")?.focus();
        }}
      />
      <div class="groups" role="group" aria-label={t("emoji.groups")}>
        {GROUPS.map(([key, sign], index) => (
          <button
            key={key}
            type="button"
            class="button icon"
            aria-label={t(key)}
            title={t(key)}
            aria-pressed={!isSearch && group === index}
            disabled={index === 0 && recent.length === 0}
            onClick={() => {
              setTyped("");
              setGroup(index);
            }}
          >
            {sign}
          </button>
        ))}
      </div>
      <Grid
        key={isSearch ? "found" : group}
        label={isSearch ? t("emoji.found", { count: shown.length }) : t(GROUPS[group]?.[0] ?? "emoji.title")}
        shown={shown}
        onPick={onPick}
      />
      {shown.length === 0 && (
        <p class="quiet" role="status">
          {t(isLost ? "emoji.lost" : groups === undefined ? "emoji.loading" : "emoji.none")}
        </p>
      )}
      <fieldset class="tones">
        <legend class="unseen">{t("emoji.tones")}</legend>
        {TONES.map((each) => (
          <label key={each} title={t(`emoji.tone.${each}`)}>
            <input
              type="radio"
              class="unseen"
              name="emoji-tone"
              checked={tone === each}
              aria-label={t(`emoji.tone.${each}`)}
              onChange={() => {
                setTone(each);
                keepTone(each);
              }}
            />
            <span aria-hidden="true">{withTone(HAND, each)}</span>
          </label>
        ))}
      </fieldset>
    </>
  );
}

const HAND: Emoji = { emoji: "✋", codes: [], name: "", words: [], hasTones: true };

type Shown = { readonly emoji: string; readonly name: string };

function shownOf(
  isSearch: boolean,
  typed: string,
  group: number,
  groups: readonly (readonly Emoji[])[],
  all: readonly Emoji[],
  recent: readonly string[],
  tone: Tone,
): readonly Shown[] {
  const toned = (each: Emoji): Shown => ({ emoji: withTone(each, tone), name: each.name });
  if (isSearch) {
    // One that was pasted or typed by an emoji keyboard, also one that the list does not know.
    if (/^\P{ASCII}+$/u.test(typed) && !/\p{L}/u.test(typed) && isEmoji(typed)) return [{ emoji: typed, name: typed }];
    return findEmoji(all, typed.replace(/^:|:$/g, ""), FOUND_MOST).map(toned);
  }
  if (group > 0) return (groups[group - 1] ?? []).map(toned);
  const names = new Map(all.flatMap((each) => TONES.map((own) => [withTone(each, own), each.name] as const)));
  return recent.map((emoji) => ({ emoji, name: names.get(emoji) ?? emoji }));
}

/** The Tab key comes to one of them; the arrow keys go on from there. */
function Grid({ label, shown, onPick }: { label: string; shown: readonly Shown[] } & Pick<EmojiPickerProps, "onPick">) {
  const [at, setAt] = useState(0);
  const reachable = Math.min(at, shown.length - 1);
  return (
    <div
      class="grid"
      role="group"
      aria-label={label}
      onKeyDown={(event) => {
        const { currentTarget, target, key } = event;
        const buttons = [...currentTarget.querySelectorAll("button")];
        const from = buttons.findIndex((each) => each === target);
        const next = step(key, from, columnsOf(buttons), getComputedStyle(currentTarget).direction === "rtl");
        if (from === -1 || next === undefined) return;
        event.preventDefault();
        if (next < 0) currentTarget.closest("dialog")?.querySelector("input")?.focus();
        else buttons[Math.min(next, buttons.length - 1)]?.focus();
      }}
    >
      {shown.map(({ emoji, name }, index) => (
        <button
          key={emoji}
          type="button"
          tabIndex={index === reachable ? 0 : -1}
          aria-label={name}
          title={name}
          onFocus={() => setAt(index)}
          onClick={() => onPick(emoji)}
        >
          {emoji}
        </button>
      ))}
    </div>
  );
}

/** Where a key leads; below 0 is out of the grid, upwards. */
function step(key: string, from: number, columns: number, isRtl: boolean): number | undefined {
  switch (key) {
    case "ArrowRight":
    case "ArrowLeft":
      return Math.max(0, from + ((key === "ArrowRight") === isRtl ? -1 : 1));
    case "ArrowDown":
      return from + columns;
    case "ArrowUp":
      return from - columns;
    case "Home":
      return from - (from % columns);
    case "End":
      return from - (from % columns) + columns - 1;
    default:
      return undefined;
  }
}

/** As many as stand in the first row. */
function columnsOf(buttons: readonly HTMLElement[]): number {
  const top = buttons[0]?.offsetTop;
  const second = buttons.findIndex((each) => each.offsetTop !== top);
  return second === -1 ? buttons.length : second;
}
