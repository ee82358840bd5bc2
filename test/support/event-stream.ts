// event-stream.ts: reads Server-Sent Events as the HTML standard says, and shows what EventSource would hide.

/** What a stream says, in order. An event's `id` is the one it carries itself. */
export type StreamItem =
  | { readonly kind: "event"; readonly event: string; readonly id: string | undefined; readonly data: string }
  | { readonly kind: "comment"; readonly text: string }
  | { readonly kind: "retry"; readonly ms: number };

/** The reader of a response's body; cancelling it ends what is read from it here. */
export type BodyReader = { read(): Promise<{ done: boolean; value?: Uint8Array | undefined }> };

/** Ends where the stream does. What stands before no blank line was cut off, and is no event. */
export async function* readEventStream(reader: BodyReader): AsyncGenerator<StreamItem, void> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });
  let rest = "";
  let fields = new Map<string, string>();
  for (;;) {
    const { done, value } = await reader.read();
    if (done || value === undefined) return;
    const lines = (rest + decoder.decode(value, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (line === "") {
        yield* eventOf(fields);
        fields = new Map();
      } else if (line.startsWith(":")) yield { kind: "comment", text: line.slice(1) };
      else readField(line, fields);
    }
  }
}

function* eventOf(fields: ReadonlyMap<string, string>): Generator<StreamItem, void> {
  const retry = fields.get("retry");
  if (retry !== undefined) yield { kind: "retry", ms: Number(retry) };
  const data = fields.get("data");
  if (data !== undefined) yield { kind: "event", event: fields.get("event") ?? "message", id: fields.get("id"), data };
}

function readField(line: string, fields: Map<string, string>): void {
  const colon = line.indexOf(":");
  if (colon === -1 || line.includes("\r"))
    throw new Error(`"${line.slice(0, 100)}" is no line of this server's streams`);
  const name = line.slice(0, colon);
  const value = line.slice(colon + 1).replace(/^ /, "");
  const before = fields.get(name);
  fields.set(name, name === "data" && before !== undefined ? `${before}\n${value}` : value);
}
