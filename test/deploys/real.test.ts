// Short runs of the scripts of this folder, against workerd: what they find wrong, they tell by how they end.

import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

async function run(script: string, ...args: readonly string[]): Promise<string> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  try {
    return (await promisify(execFile)(process.execPath, [path, ...args], { timeout: 110_000 })).stdout;
  } catch (error) {
    return `failed: ${String(Reflect.get(Object(error), "stdout"))}${String(Reflect.get(Object(error), "stderr"))}`;
  }
}

test("R3.2-1 who stops reading is cut with 4408 by 8 MiB; memory stays bounded; it comes back to everything", async () => {
  const told = await run("slow.ts", "--slow", "4", "--readers", "3", "--megabytes", "12", "--rounds", "1");
  console.log(told);
  expect(told).toMatch(/4 of 4 slow ones came back/);
  expect(told).not.toMatch(/^failed/);
}, 120_000);

test("R7-4 R2-4 a hundred clients that are dropped at once are back, spread out, with everything said meanwhile", async () => {
  const told = await run("reconnect.ts", "--clients", "100");
  console.log(told);
  expect(told).toMatch(/0 clients astray/);
  expect(told).not.toMatch(/^failed/);
}, 120_000);
