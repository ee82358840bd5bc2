// A few lines of code to read and to take along.

import { useRef } from "preact/hooks";
import { useCopied } from "../shared/copied.ts";
import { CopyButton } from "../shared/copy-box.tsx";

export function CodeBox({ code, label, where }: { code: string; label: string; where: string }) {
  const block = useRef<HTMLElement>(null);
  const [copied, copy] = useCopied();
  const press = async () => {
    if (await copy(code)) return;
    if (block.current !== null) getSelection()?.selectAllChildren(block.current);
  };
  return (
    <div class="code-box">
      <header>
        <span>{where}</span>
        <CopyButton copied={copied} onPress={() => void press()} />
      </header>
      <pre tabIndex={0} role="region" aria-label={label}>
        <code ref={block}>{code}</code>
      </pre>
    </div>
  );
}
