// test-names.ts: the names of the tests of a file, as they are written there.

import { parseAst } from "vite";

/** Of tests, and of what groups them. */
export function testNamesIn(text: string): string[] {
  const names: string[] = [];
  const look = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(look);
    if (!isNode(node)) return;
    const [first] = node.type === "CallExpression" && isOfTest(node["callee"]) ? listIn(node["arguments"]) : [];
    if (isNode(first) && typeof first["value"] === "string") names.push(first["value"]);
    Object.values(node).forEach(look);
  };
  look(parseAst(text, { lang: "ts" }).body);
  return names;
}

/** `test`, `test.for(…)`, `describe.each(…)` and their like. */
function isOfTest(callee: unknown): boolean {
  if (!isNode(callee)) return false;
  if (callee.type === "Identifier") return callee["name"] === "test" || callee["name"] === "describe";
  return isOfTest(callee.type === "MemberExpression" ? callee["object"] : callee["callee"]);
}

function isNode(value: unknown): value is Readonly<Record<string, unknown>> & { readonly type: string } {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
