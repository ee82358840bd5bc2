// The folder in which this program keeps what outlives it: for its owner's eyes only, each file written as a whole.

import { randomUUID } from "node:crypto";
import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

export type StateFolder = {
  /** Undefined where there is no such file. */
  read(name: string): Promise<string | undefined>;
  /** Puts the file in the place of an older one, at once or not at all. */
  write(name: string, text: string): Promise<void>;
  /** Removing what is not there is no failure. */
  remove(name: string): Promise<void>;
  /** Names of the files that end so. */
  list(ending: string): Promise<string[]>;
};

/** XDG_STATE_HOME/hubbub, as the XDG base directory specification has it: a relative one is ignored. */
export function stateFolderPath(xdgStateHome: string | undefined): string {
  const base =
    xdgStateHome !== undefined && isAbsolute(xdgStateHome) ? xdgStateHome : join(homedir(), ".local", "state");
  return join(base, "hubbub");
}

/** Makes the folder where it is first written to. Every call may reject, except for files that are not there. */
export function openStateFolder(path: string): StateFolder {
  return {
    read: (name) => readFile(join(path, name), "utf8").catch(unlessMissing(undefined)),
    async write(name, text) {
      await mkdir(path, { recursive: true, mode: 0o700 });
      const draft = join(path, `.${name}.${randomUUID()}`);
      try {
        await writeFile(draft, text, { mode: 0o600, flag: "wx" });
        await chmod(draft, 0o600);
        await rename(draft, join(path, name));
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
    },
    remove: (name) => rm(join(path, name), { force: true }),
    async list(ending) {
      const names = await readdir(path).catch(unlessMissing<string[]>([]));
      return names.filter((name) => name.endsWith(ending) && !name.startsWith("."));
    },
  };
}

function unlessMissing<T>(instead: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return instead;
    throw error;
  };
}
