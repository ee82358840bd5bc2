// What is drawn of a text: only elements that may be there, whatever is written.

import { isValidElement } from "preact";
import fc from "fast-check";
import { expect, test } from "vitest";
import { MessageText } from "../../../../src/app/text/message-text.tsx";
import { markNames } from "../../../../src/app/text/name-marks.tsx";

type Drawn = { readonly tag: string; readonly attributes: Readonly<Record<string, unknown>> };

/** Every element of what is drawn, with its attributes. What components hide is found in what they are given. */
function drawn(children: unknown): Drawn[] {
  if (Array.isArray(children)) return children.flatMap(drawn);
  if (typeof children === "function" && children.length === 0) return drawn(children());
  if (!isElement(children)) return [];
  const { type, props } = children;
  const { children: inner, ...attributes } = props;
  if (typeof type === "string") return [{ tag: type, attributes }, ...drawn(inner)];
  if (type.name === "BlockOf") return drawn(type(props));
  if (type.name === "Spoiler") {
    expect(drawn(props["hidden"]).map(({ tag }) => tag)).not.toContain("a");
    return drawn([props["hidden"], props["shown"]]);
  }
  expect(type.name, "what draws code").toBe("Deferred");
  return [];
}

type Element = {
  readonly type: string | ((props: object) => unknown);
  readonly props: Readonly<Record<string, unknown>>;
};

function isElement(value: unknown): value is Element {
  return isValidElement(value);
}

const TAGS = ["p", "div", "strong", "em", "s", "code", "a", "blockquote", "ul", "ol", "li", "bdi"];
const ATTRIBUTES = [
  "class",
  "dir",
  "lang",
  "data-edited",
  "href",
  "title",
  "target",
  "rel",
  "onClick",
  "onAuxClick",
  "value",
];

const NAMED = ["Ada", "here", "<b>", "a.*+?(", ""].map((name) => ({ name, isYou: name === "here" }));

const piece = fc.constantFrom(
  ..."*,**,_,~~,||,`,[,](,),\\,<,>,&,\",',\n,> ,- ,1. ,a, ,https://a.example,javascript:alert(1),data:x".split(","),
  ..."@Ada,@here,@<b>,@a.*+?(".split(","),
  ..."\n```html\n,<script>alert(1)</script>,<img src=x onerror=alert(1)>,[a](javascript:x),[b](https://b.example)".split(
    ",",
  ),
);

test("no element and no attribute is drawn but those of texts", () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      for (const { tag, attributes } of drawn(MessageText({ text: pieces.join(""), words: markNames(NAMED) }))) {
        expect(TAGS).toContain(tag);
        expect(ATTRIBUTES).toEqual(expect.arrayContaining(Object.keys(attributes)));
        if (tag !== "a") continue;
        expect(attributes["href"]).toMatch(/^(?:https?:\/\/|mailto:)/);
        expect(attributes).toMatchObject({ target: "_blank", rel: "noopener noreferrer nofollow ugc" });
      }
    }),
    { numRuns: 500 },
  );
});

test("the search for elements finds them", () => {
  const tags = (text: string) => drawn(MessageText({ text })).map(({ tag }) => tag);
  expect(tags("a **b** `c`")).toEqual(["p", "strong", "code"]);
  expect(tags("> a\n- b\n1. ||[c](https://c.example)||")).toEqual([
    "div",
    "blockquote",
    "p",
    "ul",
    "li",
    "p",
    "ol",
    "li",
    "p",
    "em",
    "a",
  ]);
});
