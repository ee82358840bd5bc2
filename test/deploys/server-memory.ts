// server-memory.ts: what a workerd holds: by the kernel's count, by V8's, and by its allocator's.

import { execFile, execFileSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import * as v from "valibot";
import { WebSocket } from "ws";

const MiB = 1024 * 1024;

/** Resident memory in MiB, by the kernel's count. */
export function residentMiB(pid: number): number {
  if (process.platform !== "linux") return Number(execFileSync("ps", ["-o", "rss=", "-p", `${pid}`])) / 1024;
  const [, kibibytes = "0"] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kibibytes) / 1024;
}

const messageSchema = v.object({
  id: v.optional(v.number()),
  method: v.optional(v.string()),
  params: v.optional(v.looseObject({ context: v.optional(v.object({ id: v.number() })) })),
  result: v.optional(v.looseObject({})),
  error: v.optional(v.object({ message: v.string() })),
});
const heapSchema = v.object({
  usedSize: v.number(),
  embedderHeapUsedSize: v.number(),
  backingStorageSize: v.number(),
});

/** Collects the garbage of the server's scripts, and gives what they still hold, in MiB. */
export async function collectedHeapMiB(inspectorPort: number): Promise<number> {
  const socket = new WebSocket(`ws://127.0.0.1:${inspectorPort}/main`);
  const answers = new Map<number, (answer: v.InferOutput<typeof messageSchema>) => void>();
  const context = Promise.withResolvers<number>();
  const broken = Promise.withResolvers<never>();
  socket.on("error", broken.reject).on("close", () => broken.reject(new Error("the inspector hung up")));
  socket.on("message", (data) => {
    const message = v.parse(messageSchema, JSON.parse(Buffer.isBuffer(data) ? data.toString() : ""));
    if (message.id !== undefined) answers.get(message.id)?.(message);
    if (message.method === "Runtime.executionContextCreated" && message.params?.context !== undefined)
      context.resolve(message.params.context.id);
  });
  const ask = async (method: string, params: object = {}) => {
    const id = answers.size;
    const answer = await new Promise<v.InferOutput<typeof messageSchema>>((resolve) => {
      answers.set(id, resolve);
      socket.send(JSON.stringify({ id, method, params }));
    });
    if (answer.error !== undefined) throw new Error(`unable to ask ${method}; ${answer.error.message}`);
    return answer.result;
  };
  const look = async () => {
    await once(socket, "open");
    await ask("Runtime.enable");
    await ask("Runtime.evaluate", { expression: "gc()", contextId: await context.promise });
    const heap = v.parse(heapSchema, await ask("Runtime.getHeapUsage"));
    return (heap.usedSize + heap.embedderHeapUsedSize + heap.backingStorageSize) / MiB;
  };
  try {
    return await Promise.race([look(), broken.promise]);
  } finally {
    broken.promise.catch(() => undefined);
    socket.terminate();
  }
}

/**
 * What the server's C++ holds, in MiB: what was asked of workerd's TCMalloc and not freed. It asks through gdb, which
 * stops the server meanwhile.
 */
export async function allocatedMiB(pid: number): Promise<number> {
  const property = "generic.current_allocated_bytes";
  const printed = await gdb(
    pid,
    "set $cell = ((unsigned long *(*)(unsigned long)) malloc)(8)",
    `call ((char (*)(const char *, unsigned long, unsigned long *)) MallocExtension_Internal_GetNumericProperty)("${property}", ${property.length}, $cell)`,
    `printf "allocated %lu\\n", *$cell`,
  );
  const [, bytes] = /^allocated (\d+)$/m.exec(printed) ?? [];
  if (bytes === undefined) throw new Error(`unable to ask the allocator; gdb printed:\n${printed}`);
  return Number(bytes) / MiB;
}

/** Has the allocator give to the kernel what is free. It keeps all that it needed in the last 5 minutes, unless told. */
export async function giveBack(pid: number): Promise<void> {
  await gdb(
    pid,
    ...["Short", "Long"].map(
      (which) =>
        `call ((void (*)(unsigned long, unsigned long)) MallocExtension_Internal_SetSkipSubrelease${which}Interval)(0, 0)`,
    ),
    "call ((void (*)(unsigned long)) MallocExtension_Internal_ReleaseMemoryToSystem)(1ul << 40)",
  );
}

async function gdb(pid: number, ...commands: readonly string[]): Promise<string> {
  const quiet = ["-nx", "-batch", "-iex", "set debuginfod enabled off"];
  const { stdout, stderr } = await promisify(execFile)("gdb", [
    ...quiet,
    "-p",
    `${pid}`,
    ...commands.flatMap((command) => ["-ex", command]),
  ]);
  return `${stdout}${stderr}`;
}
