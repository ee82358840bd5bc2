// What Hubbub says about its own versions, in English. It travels with them.

export const enOffline = {
  "version.new": "A new version is here. What you have begun to write stays.",
  "version.editing": "Save or leave the message that you are changing first: a reload would lose it.",
  "version.reload": "Reload",
  "version.later": "Later",
} as const;
