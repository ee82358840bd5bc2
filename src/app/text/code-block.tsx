// A piece of program text, with its colours and a way to copy it.

import { useMemo } from "preact/hooks";
import { useCopied } from "../shared/copied.ts";
import { Icon } from "../shared/icon.tsx";
import * as icons from "../shared/icons.ts";
import { t } from "../shared/t.ts";
import { tokenizeCode } from "./code-tokens.ts";

export function CodeBlock({ language, text }: { language: string; text: string }) {
  const tokens = useMemo(() => tokenizeCode(text, language), [text, language]);
  const [copied, copy] = useCopied();
  return (
    <div class="fence-frame">
      <pre class="fence">
        <code>
          {tokens.map(({ kind, text: part }, index) =>
            kind === "plain" ? (
              part
            ) : (
              <span key={index} class={`code-${kind}`}>
                {part}
              </span>
            ),
          )}
        </code>
      </pre>
      <button
        type="button"
        class="button icon"
        aria-label={t(copied ? "copy.done" : "text.code.copy")}
        title={t("text.code.copy")}
        onClick={() => void copy(text)}
      >
        <Icon path={copied ? icons.check : icons.copy} size={18} class={copied ? "done" : ""} />
      </button>
    </div>
  );
}
