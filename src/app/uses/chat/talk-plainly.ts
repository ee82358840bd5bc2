// The guide's own client: a WebSocket that takes text and gives text, and nothing besides.

export type Talk = {
  readonly socket: WebSocket;
  readonly say: (text: string) => void;
};

export function talkPlainly(room: string, show: (text: string) => void): Talk {
  const address = `${location.origin.replace("http", "ws")}/ws/${room}`;
  // shown from here
  const ws = new WebSocket(address); // wss://<this site>/ws/<room>
  ws.onmessage = (event) => show(event.data);
  ws.onopen = () => ws.send("Hello");
  // to here
  return { socket: ws, say: (text) => ws.send(text) };
}
