// What Hubbub says where a link hands a session on, in English.

export const enHandover = {
  "handover.title.device": "Be the same person on this device?",
  "handover.title.operator": "Operate this deployment?",
  "handover.text.device":
    "This link makes this browser the person who made it, in every room. Go on only if you made it yourself: who this browser was before is gone from it.",
  "handover.text.operator":
    "This link lets this browser moderate every room here for 30 days. Go on only if you made it yourself.",
  "handover.do.device": "Use this device",
  "handover.do.operator": "Operate from this browser",
  "handover.refuse": "Leave everything as it is",
  "handover.close": "Close",
  "handover.done.device": "This device is yours",
  "handover.done.operator": "This browser is an operator’s",
  "handover.now.device": "Here too you are {name} now.",
  "handover.now.operator": "You are {name} here, and may moderate every room for 30 days.",
  "handover.lobby": "Go to the lobby",
  "handover.admin": "See what the rooms do",
  "handover.failed": "This link did nothing: {reason}",
} as const;
