// Types of snippet.mjs, for its tests.

export function takeSnippet(source: string, name: string): string;
export function markUp(code: string): string;
