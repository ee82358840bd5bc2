// Reads Server-Sent Events from text as it comes (WHATWG HTML 9.2.6), and bounds what it holds.

export type StreamEvent = { readonly type: string; readonly data: string };

export type StreamParser = {
  /** Takes the next text. Throws where an event is larger than any that a server may send. */
  feed(text: string): StreamEvent[];
};

/** A line ends with LF, CRLF or CR; a CR at the very end may be half of a CRLF. */
const LINE_END = /\r\n|\n|\r(?!$)/g;

export function createStreamParser(maxChars: number): StreamParser {
  let rest = "";
  let type = "";
  let data: string[] = [];
  let dataChars = 0;

  function feed(text: string): StreamEvent[] {
    rest += text;
    const events: StreamEvent[] = [];
    let from = 0;
    for (const { 0: end, index } of rest.matchAll(LINE_END)) {
      const line = rest.slice(from, index);
      from = index + end.length;
      if (line !== "") take(line);
      else if (data.length > 0) events.push({ type: type === "" ? "message" : type, data: data.join("\n") });
      if (line !== "") continue;
      type = "";
      data = [];
      dataChars = 0;
    }
    rest = rest.slice(from);
    if (rest.length + dataChars > maxChars) throw new Error("an event is larger than any that a server may send");
    return events;
  }

  /** Comments are fields without a name. `id` is not needed, since the cursor is the timeline's; nor is `retry`. */
  function take(line: string): void {
    const colon = line.indexOf(":");
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? "" : line.slice(colon + (line[colon + 1] === " " ? 2 : 1));
    if (field === "event") type = value;
    if (field !== "data") return;
    data.push(value);
    dataChars += value.length;
  }

  return { feed };
}
