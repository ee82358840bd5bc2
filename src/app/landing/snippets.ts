// The code that the landing shows: it works as it stands, against the server that served the page.

/** The guide's own client (contract 8). */
export function guideClient(): string {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  return [
    `const ws = new WebSocket("${scheme}://${location.host}/ws");`,
    "ws.onmessage = (event) => {",
    "  console.log(event.data);",
    "};",
    'ws.onopen = () => ws.send("Hello");',
  ].join("\n");
}

export const OWN_COMMANDS = "npm install\nnpm run deploy";
