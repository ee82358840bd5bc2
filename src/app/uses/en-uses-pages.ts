// What stands in the HTML of the pages of uses, in English: said before any script runs, and not sent twice.

export const enUsesPages = {
  "uses.title": "What a room is good for · Hubbub",
  "uses.heading": "What a room is good for",
  "uses.lead":
    "Seven things that people build on live connections, each on the same ordinary room and the same ordinary client, with the few lines that it takes.",
  "uses.notYet":
    "Not there yet: several people in one text at once, each keystroke merged. A board of notes is the nearest, and says what it does instead.",
  "uses.all": "All uses",
  "uses.code": "The lines that do it",
  "uses.guest": "As guest this window gives a token of its own; without it, you are whoever the browser’s cookie says.",

  "page.chat.title": "Chat · Hubbub",
  "page.chat.carried": "Messages",
  "page.chat.heading": "Chat",
  "page.chat.short": "What every guide begins with, in three lines; and the whole of it in a room.",
  "page.chat.lead": "The client that every guide begins with: three lines, no library. Text in, text out.",
  "page.chat.note":
    "This is plain mode. Messages are stored and in one order here too; names, history and coming back where one was are in the client that the other pages use.",

  "page.notifications.title": "Notifications · Hubbub",
  "page.notifications.carried": "Server-Sent Events",
  "page.notifications.heading": "Notifications",
  "page.notifications.short": "A back end posts, every open page hears of it. One way, so no WebSocket.",
  "page.notifications.lead":
    "News goes one way: a back end posts, and every open page hears of it. The browser’s own EventSource is all that this page uses, and after a lost connection it goes on where it was.",
  "page.notifications.note":
    "The form on this page is the back end: it posts over HTTP as a program of yours would. The token says who posts; POST /api/session gives one.",

  "page.dashboard.title": "A live dashboard · Hubbub",
  "page.dashboard.carried": "Values",
  "page.dashboard.heading": "A live dashboard",
  "page.dashboard.short": "The newest figure of each kind, for whoever looks, also for who comes late.",
  "page.dashboard.lead":
    "A value is the newest state of a key. Whoever measures puts it, whoever looks has it at once, and who opens the page later is given all of them in the first frame.",
  "page.dashboard.note":
    "Values are merged: of several in 50 ms, only the newest of each key is sent. The lines are drawn from what this window saw.",

  "page.ticker.title": "A ticker · Hubbub",
  "page.ticker.carried": "Values, merged",
  "page.ticker.heading": "A ticker, 200 times a second",
  "page.ticker.short": "200 prices a second, and a slow phone that still shows the newest.",
  "page.ticker.lead":
    "200 prices are put every second. Each window gets at most 20 frames of them, and one that cannot keep up gets fewer. What it shows is the newest all the same, and nothing piles up.",
  "page.ticker.note":
    "A back end may put by HTTP as well: PUT /api/rooms/{room}/values/{key}, 30 a second for each member.",

  "page.whiteboard.title": "A whiteboard of pointers · Hubbub",
  "page.whiteboard.carried": "Signals",
  "page.whiteboard.heading": "A whiteboard of pointers",
  "page.whiteboard.short": "Where everybody’s hand is, 20 times a second. Nothing of it is kept.",
  "page.whiteboard.lead":
    "A signal is for whoever looks now. Pointers go out 20 times a second and are never stored, so the ink dries up, and who comes later finds a clean board.",
  "page.whiteboard.note":
    "For a reader who is behind, signals are dropped rather than queued: the next one says where the hand is now.",

  "page.game.title": "A game of two · Hubbub",
  "page.game.carried": "Signals and values",
  "page.game.heading": "A game of two",
  "page.game.short": "Noughts and crosses. Others look on, and a reload loses nothing.",
  "page.game.lead":
    "Noughts and crosses, without a line of code on the server. Each side’s moves are a value that the room keeps, so a reload loses nothing and whoever looks on sees the same board.",
  "page.game.note":
    "Every window is its own referee: it counts a side’s moves only if the room says that whoever sits there wrote them. In an open room anybody may sit down; a game with stakes wants a room with roles.",

  "page.notes.title": "A board of notes · Hubbub",
  "page.notes.carried": "Values, one a note",
  "page.notes.heading": "A board of notes",
  "page.notes.short": "Everybody writes on the same notes. On each, who writes last is read.",
  "page.notes.lead":
    "A board that everybody writes on. Each note is a value of its own, and of each the room keeps what was written last: two people on two notes never meet, two people on one do.",
  "page.notes.note":
    "Last writer wins, and the note says who that was. Text that several people edit at once, with every keystroke merged, is not there yet.",
} as const;
