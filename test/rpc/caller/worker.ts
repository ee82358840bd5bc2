// A back end on Workers that uses rooms through a service binding: calls what it is asked to, and shows what came of it.

/** As a caller may write it down: only what it uses. */
type Hubbub = {
  publish(room: string, message: object, caller?: object): Promise<object>;
  history(room: string, range?: object, caller?: object): Promise<object>;
  members(room: string, caller?: object): Promise<object>;
  subscribe(room: string, since?: string, caller?: object): Promise<ReadableStream<Uint8Array>>;
};

type Env = {
  readonly HUBBUB: Hubbub;
  /** The same, with props that name the caller. */
  readonly HUBBUB_AS_CI: Hubbub;
  /** The Worker's own routes, for the people of a test. */
  readonly HUBBUB_HTTP: { fetch(request: Request): Promise<Response> };
};

type Call = {
  readonly as?: "ci";
  /** `peek` subscribes, and has read enough after the first line. */
  readonly method: "publish" | "history" | "members" | "subscribe" | "peek";
  readonly args: [never, never, never];
};

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    if (new URL(request.url).pathname !== "/call") return env.HUBBUB_HTTP.fetch(request);
    const { as, method, args } = (await request.json()) as Call;
    const hubbub = as === "ci" ? env.HUBBUB_AS_CI : env.HUBBUB;
    // Of a type that `wrangler dev` does not gather in order to compress it.
    const headers = { "content-type": "application/octet-stream" };
    if (method === "peek") return new Response(await firstLine(await hubbub.subscribe(...args)));
    if (method === "subscribe") return new Response(await hubbub.subscribe(...args), { headers });
    return Response.json(await hubbub[method](...args));
  },
};

async function firstLine(lines: ReadableStream<Uint8Array>): Promise<string> {
  const reader = lines.getReader();
  const decoder = new TextDecoder();
  let text = "";
  while (!text.includes("\n")) text += decoder.decode((await reader.read()).value, { stream: true });
  await reader.cancel();
  return text.slice(0, text.indexOf("\n"));
}
