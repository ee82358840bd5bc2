import type { Env } from "./env.ts";
export { Lobby } from "./lobby/lobby.ts";
export { Room } from "./room/room.ts";
export default { fetch: () => new Response("ok") } satisfies ExportedHandler<Env>;
