// What a list of words is in each language: the keys of the English one, and the plural forms of its own.

/** Said as it stands, or in the forms that the language's own rules of counting tell apart. */
export type Entry = string | Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>;

export type Words = Readonly<Record<string, Entry>>;

/** A translation may count where English does not: "3 lidé píšou", "5 lidí píše". It may not leave out what counts. */
type Translated<English, Form extends Intl.LDMLPluralRule> = {
  readonly [Key in keyof English]: English[Key] extends string
    ? string | Readonly<Record<Form, string>>
    : Readonly<Record<Form, string>>;
};

export type Czech<English> = Translated<English, "one" | "few" | "many" | "other">;
export type German<English> = Translated<English, "one" | "other">;
