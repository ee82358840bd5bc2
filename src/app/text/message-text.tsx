// A person's text as they meant it, straight from the tree to elements: no HTML string anywhere.

import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { deferred } from "../shared/deferred.tsx";
import { t } from "../shared/t.ts";
import { isEmojiOnly } from "./emoji-only.ts";
import { parseText } from "./parse-text.ts";
import type { Block, Inline } from "./tree.ts";

type MessageTextProps = {
  text: string;
  /** Who does what the text says, where it says it of its author (`/me`). */
  doer?: string | undefined;
  lang?: string | undefined;
  /** Said after the text where it was changed. */
  edited?: string | undefined;
  /** Hears of every link that is about to open, and may prevent it. */
  onLink?: ((event: MouseEvent & { currentTarget: HTMLAnchorElement }) => void) | undefined;
  /** Draws words that are neither marks nor links; as they are where it is left out. */
  words?: ((text: string) => ComponentChildren) | undefined;
};

type Way = Pick<MessageTextProps, "onLink" | "words">;

export function MessageText({ text, doer, lang, edited, ...way }: MessageTextProps) {
  const blocks = parseText(text);
  const [first] = blocks;
  const by = doer !== undefined && <bdi class="author">{doer} </bdi>;
  const me = doer === undefined ? "" : " me";
  const whole = { dir: "auto", lang, "data-edited": edited } as const;
  if (blocks.length === 1 && first?.kind === "paragraph") {
    return (
      <p class={`text${me}${isEmojiOnly(text) ? " large" : ""}`} {...whole}>
        {by}
        {drawInlines(first.children, way)}
      </p>
    );
  }
  return (
    <div class={`text blocks${me}`} {...whole}>
      {by}
      {blocks.map((block, index) => (
        <BlockOf key={index} block={block} way={way} />
      ))}
    </div>
  );
}

function BlockOf({ block, way }: { block: Block; way: Way }) {
  const drawAll = (blocks: readonly Block[]) =>
    blocks.map((each, index) => <BlockOf key={index} block={each} way={way} />);
  switch (block.kind) {
    case "paragraph":
      return <p>{drawInlines(block.children, way)}</p>;
    case "fence":
      return <CodeBlock language={block.language} text={block.text} />;
    case "quote":
      return <blockquote>{drawAll(block.children)}</blockquote>;
    case "list": {
      const items = block.items.map(({ number, children }, index) => (
        <li key={index} value={number}>
          {drawAll(children)}
        </li>
      ));
      return block.items[0]?.number === undefined ? <ul>{items}</ul> : <ol>{items}</ol>;
    }
  }
}

function drawInlines(nodes: readonly Inline[], way: Way): ComponentChildren[] {
  return nodes.map((node, index) => drawInline(node, index, way));
}

function drawInline(node: Inline, key: number, way: Way): ComponentChildren {
  if (node.kind === "text") return way.words === undefined ? node.text : way.words(node.text);
  if (node.kind === "code") return <code key={key}>{node.text}</code>;
  const inner = () => drawInlines(node.children, way);
  switch (node.kind) {
    case "strong":
      return <strong key={key}>{inner()}</strong>;
    case "em":
      return <em key={key}>{inner()}</em>;
    case "strike":
      return <s key={key}>{inner()}</s>;
    case "spoiler":
      return <Spoiler key={key} hidden={drawInlines(node.children.map(unlinked), {})} shown={inner} />;
    case "link":
      return (
        <a
          key={key}
          href={node.href}
          title={node.children.length === 1 && node.children[0]?.kind === "text" ? undefined : node.href}
          target="_blank"
          rel="noopener noreferrer nofollow ugc"
          onClick={way.onLink}
          onAuxClick={way.onLink}
        >
          {inner()}
          {node.host !== undefined && ` (${node.host})`}
        </a>
      );
  }
}

/** Pressed once it shows what it hides. Until then nothing in it can be pressed, nor is it read aloud. */
function Spoiler({ hidden, shown }: { hidden: ComponentChildren; shown: () => ComponentChildren }) {
  const [isShown, setShown] = useState(false);
  const place = useRef<HTMLSpanElement>(null);
  // The button is gone: the focus stays where it was.
  useLayoutEffect(() => place.current?.focus({ preventScroll: true }), [isShown]);
  if (isShown) {
    return (
      <span ref={place} class="spoiler" tabIndex={-1}>
        {shown()}
      </span>
    );
  }
  return (
    <button type="button" class="spoiler veiled" aria-label={t("text.spoiler")} onClick={() => setShown(true)}>
      <span aria-hidden="true">{hidden}</span>
    </button>
  );
}

/** Without links and spoilers: what stands in a button must not be pressed itself. */
function unlinked(node: Inline): Inline {
  if (node.kind === "text" || node.kind === "code") return node;
  const children = node.children.map(unlinked);
  return { kind: node.kind === "link" || node.kind === "spoiler" ? "em" : node.kind, children };
}

type CodeProps = { language: string; text: string };

/** Colours and a way to copy come once there is code to be seen; until then it stands there plain. */
const CodeBlock = deferred<CodeProps>(
  async () => (await import("./code-block.tsx")).CodeBlock,
  ({ text }) => (
    <pre class="fence">
      <code>{text}</code>
    </pre>
  ),
);
