// What the host's page asks of its frame, parsed: anything it says is outside data.

import * as v from "valibot";
import { EMBED_VERSION } from "../../embed/messages.ts";

/** Named, `#` or of a colour function: one colour, and nothing that refers to anything else. */
const COLOUR = /^(?:#[0-9a-f]{3,8}|[a-z]+|(?:rgba?|hsla?|hwb|(?:ok)?lab|(?:ok)?lch|color)\([a-z0-9 .,%/+-]+\))$/i;
/** The common part of BCP 47. */
const LANGUAGE_TAG = /^[a-z]{2,8}(?:-[a-z0-9]{1,8}){0,7}$/i;
const TOKEN = /^[A-Za-z0-9._-]+$/;
/** A token that no server takes: one that cannot even be sent is refused like any other bad one, never skipped. */
const REFUSED_TOKEN = "-";

const textSchema = v.nullish(v.pipe(v.string(), v.trim()));
const optional = (pattern: RegExp) =>
  v.pipe(
    textSchema,
    v.transform((text) => (text != null && text.length <= 128 && pattern.test(text) ? text : undefined)),
  );

/** An attribute that makes no sense counts as one that is not there, but for the token. */
const setupSchema = v.pipe(
  v.object({
    hubbub: v.literal(EMBED_VERSION),
    kind: v.literal("setup"),
    attributes: v.object({
      theme: optional(/^(?:light|dark)$/),
      accent: optional(COLOUR),
      lang: optional(LANGUAGE_TAG),
      token: v.pipe(
        textSchema,
        v.transform((text) => (text == null || text === "" ? undefined : TOKEN.test(text) ? text : REFUSED_TOKEN)),
      ),
    }),
  }),
  v.transform(({ attributes }) => attributes),
);
export type Setup = Readonly<v.InferOutput<typeof setupSchema>>;

/** Undefined for anything that is no setup of a version that we know. */
export function parseSetup(data: unknown): Setup | undefined {
  const result = v.safeParse(setupSchema, data);
  return result.success ? result.output : undefined;
}
