// Which paths are the Worker's own, and never a file.

const API_PATH = /^\/(?:api|ws|hubbub\.v1\.RoomService)(?:\/|$)/;
const RPC_PATH = "/hubbub.v1.RoomService/";

export function isApiPath(pathname: string): boolean {
  return API_PATH.test(pathname);
}

/** Those of Connect and gRPC-Web. */
export function isRpcPath(pathname: string): boolean {
  return pathname.startsWith(RPC_PATH);
}
