// How to format what one writes: what to type, what it becomes, and a way to have it done.

import type { RefObject } from "preact";
import { Sheet } from "../shared/sheet.tsx";
import { type Key, t } from "../shared/t.ts";
import { apply, selectedIn } from "./area-changes.ts";
import { helpedArea } from "./formatting-help.ts";
import { MessageText } from "./message-text.tsx";
import { beginLines, type Change, fenceIn, type Selected, toggleMark } from "./writing.ts";

type Way = {
  readonly name: Key;
  readonly source: string;
  readonly change: (selected: Selected) => Change;
  /** Of the shortcut with Ctrl or Cmd. */
  readonly letter?: string;
};

const around = (mark: string) => (selected: Selected) => toggleMark(selected, mark);
const before = (mark: string) => (selected: Selected) => beginLines(selected, mark);

function ways(): readonly Way[] {
  const word = t("format.word");
  return [
    { name: "format.bold", source: `**${word}**`, change: around("**"), letter: "B" },
    { name: "format.italic", source: `_${word}_`, change: around("_"), letter: "I" },
    { name: "format.strike", source: `~~${word}~~`, change: around("~~") },
    { name: "format.code", source: `\`${word}\``, change: around("`"), letter: "E" },
    { name: "format.fence", source: `\`\`\`js\nlet a = 1;\n\`\`\``, change: fenceIn },
    { name: "format.quote", source: `> ${word}`, change: before("> ") },
    { name: "format.list", source: `- ${word}`, change: before("- ") },
    { name: "format.numbers", source: `1. ${word}`, change: before("1. ") },
    { name: "format.spoiler", source: `||${word}||`, change: around("||") },
  ];
}

const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);

export function FormattingDialog({ area }: { area: RefObject<HTMLTextAreaElement | null> }) {
  const close = () => (helpedArea.value = undefined);
  const use = (way: Way): void => {
    const element = area.current;
    close();
    // The dialog gives the focus back first.
    if (element !== null) requestAnimationFrame(() => apply(element, way.change(selectedIn(element))));
  };
  return (
    <Sheet open onClose={close} labelledBy="format-title" class="format">
      <h2 id="format-title">{t("format.title")}</h2>
      <table>
        <thead class="unseen">
          <tr>
            <th scope="col">{t("format.use")}</th>
            <th scope="col">{t("format.write")}</th>
            <th scope="col">{t("format.becomes")}</th>
          </tr>
        </thead>
        <tbody>
          {ways().map((way) => (
            <tr key={way.name}>
              <th scope="row">
                <button type="button" class="button link" onClick={() => use(way)}>
                  {t(way.name)}
                </button>
                {way.letter !== undefined && <kbd>{isApple ? `⌘${way.letter}` : `Ctrl ${way.letter}`}</kbd>}
              </th>
              <td>
                <code>{way.source}</code>
              </td>
              <td>
                <MessageText text={way.source} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="quiet">{t("format.more")}</p>
      <button type="button" class="button outlined" onClick={close}>
        {t("format.close")}
      </button>
    </Sheet>
  );
}
