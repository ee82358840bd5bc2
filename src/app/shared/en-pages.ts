// What stands in the HTML of the pages, in English: said before any script runs, and not sent twice.

export const enPages = {
  "app.noscript": "Hubbub needs JavaScript to show a conversation. Please switch it on for this page.",
  "landing.title": "Hubbub: make a room, share its link, and talk",
  "landing.description":
    "A chat without sign-up: make a room, share its link, and talk. It runs on your own Cloudflare account, free plan included.",
  "landing.sentence": "Make a room, share its link, and talk.",
  "landing.more": "No sign-up, nothing to install. Whoever has the link can come in.",
  "landing.code.heading": "Five lines, and your program is in",
  "landing.code.text":
    "Any WebSocket client can talk in a room. Text in, text out: paste this into the console of your browser.",
  "landing.own.heading": "Have your own in two commands",
  "landing.own.text": "In a copy of Hubbub’s source. It runs on Cloudflare’s free plan; nothing else is needed.",
  "landing.own.try": "To try it on your own machine first: npm run dev",
  "landing.foot.docs": "Docs: your own client",
  "landing.foot.privacy": "Privacy: what is kept, and how to erase it",
  "landing.foot.uses": "What a room is good for",
  "landing.foot.label": "More of Hubbub",
  "docs.title": "How to talk to a room · Hubbub",
  "docs.description":
    "How your own programs talk to a room of Hubbub: WebSocket, Server-Sent Events, long poll, HTTP, and every rule of the contract.",
  "docs.contentsLabel": "On this page",
  "challenge.title": "One moment · Hubbub",
  "challenge.heading": "Are you a person?",
  "challenge.text": "Newcomers are asked once. It takes a moment, and then you go on to where you were going.",
  "challenge.failed": "That did not work. Try again, or load this page anew.",
  "lost.title": "Nothing here · Hubbub",
  "lost.heading": "This table is empty.",
  "lost.text": "There is no page at this address. A room’s address ends in /r/ and a name of a–z, digits and hyphens.",
  "lost.home": "Make or join a room",
  "lost.lobby": "Go to the lobby",
  "share.title": "Which room? · Hubbub",
  "share.heading": "Which room?",
  "share.text": "What you share becomes a draft there. Nothing is sent before you send it.",
  "share.nothing": "Nothing came along to be shared.",
  "room.noName": "Room · Hubbub",
} as const;
