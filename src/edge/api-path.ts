// Which paths are the Worker's own, and never a file.

const API_PATH = /^\/(?:api|ws)(?:\/|$)/;

export function isApiPath(pathname: string): boolean {
  return API_PATH.test(pathname);
}
