// What a line that begins with a slash asks for: pure.

export type SlashLine =
  /** To be sent as it stands here. */
  | { readonly kind: "text"; readonly text: string }
  /** `name` is in lower case; `rest` is what stands behind it, without blanks around. */
  | { readonly kind: "command"; readonly name: string; readonly rest: string };

const COMMAND = /^\/([a-z][a-z0-9-]*)(?:\s+([\s\S]*))?$/i;

/** A path such as /usr/bin is no command; two slashes are one that is meant. */
export function parseSlashLine(line: string): SlashLine {
  if (line.startsWith("//")) return { kind: "text", text: line.slice(1) };
  const [, name, rest = ""] = COMMAND.exec(line) ?? [];
  return name === undefined
    ? { kind: "text", text: line }
    : { kind: "command", name: name.toLowerCase(), rest: rest.trim() };
}

/** The beginning of a command's name, while nothing else was typed. */
export function nameBegun(line: string): string | undefined {
  const [, begun] = /^\/([a-z0-9-]*)$/i.exec(line) ?? [];
  return begun?.toLowerCase();
}
