// tour.ts: a furnished room, and everything in it that opens, one after the other, as a walk through all of the app.

import type { Locator } from "playwright-core";
import { makeRoom } from "./own-room.ts";
import type { Visitor } from "./visitor.ts";

export type Stop = {
  readonly name: string;
  /** Opens it, from the room with nothing open. */
  open(who: Visitor): Promise<void>;
  /** What has the focus once it is closed: what it was opened by. */
  readonly backTo: RegExp;
  /** A narrow screen has another way to it. */
  readonly isWideOnly?: boolean;
};

const LUNCH = "lunch at noon?";

/** Opens what can be done with a message, and goes on by these buttons. */
async function act({ page, log }: Visitor, text: string, ...choices: readonly string[]): Promise<void> {
  // What the pointer is over has its actions beside it too.
  await page.mouse.move(1, 1);
  await log
    .getByRole("listitem")
    .filter({ hasText: text })
    .first()
    .getByRole("button", { name: /^What can be done/ })
    .press("Enter");
  for (const choice of choices) {
    const button = page.getByRole("button", { name: choice, exact: true });
    await button.waitFor();
    // Opened by keys, the first choice takes the focus: a key that is pressed before then goes there.
    await page.locator(".acts :focus").waitFor();
    await button.press("Enter");
  }
}

async function press({ page }: Visitor, name: string | RegExp): Promise<void> {
  await page.getByRole("button", { name }).first().press("Enter");
}

async function seeDialog({ page }: Visitor, name: string | RegExp): Promise<void> {
  await page.getByRole("dialog", { name }).waitFor();
}

/** On a phone it is a sheet. */
function panelOf({ page }: Visitor, name: string): Locator {
  return page.getByRole("complementary", { name }).or(page.getByRole("dialog", { name }));
}

async function seePanel(who: Visitor, name: string): Promise<void> {
  await panelOf(who, name).waitFor();
}

const MENU = /^Room menu/;
const MESSAGE = /^What can be done/;

function fromMenu(name: string, dialog: string | RegExp): Stop {
  return {
    name: `menu: ${name}`,
    backTo: MENU,
    async open(who) {
      await press(who, MENU);
      await who.page.getByRole("dialog").getByRole("button", { name, exact: true }).press("Enter");
      await seeDialog(who, dialog);
    },
  };
}

function panel(name: string): Stop {
  return {
    name,
    backTo: new RegExp(`^${name}`),
    async open(who) {
      await press(who, new RegExp(`^${name}`));
      await seePanel(who, name);
    },
  };
}

function fromMessage(text: string, choices: readonly string[], seen: (who: Visitor) => Promise<void>): Stop {
  return {
    name: `message: ${choices.at(-1) ?? "actions"}`,
    backTo: MESSAGE,
    async open(who) {
      await act(who, text, ...choices);
      await seen(who);
    },
  };
}

/** In the order in which they are gone through. Ada owns the room, and Bob is in it. */
export const STOPS: readonly Stop[] = [
  {
    name: "menu",
    backTo: MENU,
    async open(who) {
      await press(who, MENU);
      await who.page.getByRole("heading", { name: "Looks" }).waitFor();
    },
  },
  {
    name: "menu: Threads",
    backTo: MENU,
    async open(who) {
      await press(who, MENU);
      await who.page.getByRole("dialog").getByRole("button", { name: "Threads", exact: true }).press("Enter");
      await seePanel(who, "Threads");
    },
  },
  fromMenu("Invite people", "Invite people"),
  fromMenu("Ask everybody to choose", "Ask everybody to choose"),
  fromMenu("Public rooms", "Public rooms"),
  fromMenu("Moderation: 1 report waits", "Moderation"),
  fromMenu("Your devices and what you wrote", "You in here"),
  fromMenu("Commands and keys", "Commands and keys"),
  {
    name: "menu: Leave the room",
    backTo: MENU,
    async open(who) {
      await press(who, MENU);
      await press(who, "Leave the room");
      await who.page.getByRole("button", { name: "Stay" }).waitFor();
    },
  },
  {
    name: "room settings",
    backTo: /^Room settings/,
    isWideOnly: true,
    async open(who) {
      await press(who, "Room settings");
      await seeDialog(who, "Room settings");
    },
  },
  panel("Find messages"),
  { ...panel("Pinned messages"), isWideOnly: true },
  panel("Who is here"),
  {
    name: "a member",
    backTo: /^Who is here/,
    async open(who) {
      await press(who, /^Who is here/);
      await press(who, /^Moderate .*Bob/);
      await seeDialog(who, /Bob/);
    },
  },
  {
    name: "another name",
    backTo: /Change your name|^Who is here/,
    async open(who) {
      if (!(await who.page.getByRole("button", { name: "Change your name" }).isVisible()))
        await press(who, /^Who is here/);
      await press(who, "Change your name");
      await seeDialog(who, "Change your name");
    },
  },
  {
    name: "another room",
    backTo: /^Message$/,
    async open(who) {
      await who.composer.press("Control+k");
      await seeDialog(who, "Go to a room");
    },
  },
  {
    name: "format",
    backTo: /^How to format/,
    async open(who) {
      await press(who, "How to format");
      await seeDialog(who, "How to format");
    },
  },
  {
    name: "emoji",
    backTo: /^Choose an emoji/,
    async open(who) {
      await press(who, "Choose an emoji");
      await seeDialog(who, "Choose an emoji");
      await who.page.getByRole("searchbox", { name: "Search emoji" }).waitFor();
    },
  },
  fromMessage(LUNCH, [], async ({ page }) => page.getByRole("toolbar").waitFor()),
  fromMessage(LUNCH, ["More"], async ({ page }) => page.getByRole("button", { name: "Copy text" }).waitFor()),
  fromMessage(LUNCH, ["React"], async ({ page }) => page.getByRole("button", { name: "Another emoji" }).waitFor()),
  fromMessage(LUNCH, ["Reply in thread"], async (who) => seePanel(who, "Thread")),
  fromMessage(LUNCH, ["More", "Who reacted"], async (who) => seePanel(who, "Reactions")),
  fromMessage("supper", ["More", "Earlier texts"], async (who) => seePanel(who, "Earlier texts")),
  {
    name: "votes",
    backTo: /^Who voted/,
    async open(who) {
      await press(who, "Who voted");
      await seePanel(who, "Votes");
    },
  },
  fromMessage("rude", ["More", "Report…"], async (who) => seeDialog(who, "Report this message")),
];

const OPEN = "dialog[open], .acts, aside";

/** Closes whatever is open, as a person does who presses Escape until nothing goes away any more. */
export async function closeAll({ page }: Visitor): Promise<void> {
  const open = page.locator(OPEN);
  for (let pressed = 0; pressed < 4 && (await open.count()) > 0; pressed += 1) {
    await page.locator(`:is(${OPEN}):is(:focus, :focus-within)`).first().waitFor();
    const before = await open.count();
    await page.keyboard.press("Escape");
    // One less is open.
    await open.nth(before - 1).waitFor({ state: "detached" });
  }
}

/** Closes what is open by its own button, where it has one. */
export async function closeByButton(who: Visitor): Promise<void> {
  const button = who.page.locator(OPEN).getByRole("button", { name: /^(?:Close|Stay)/ });
  if ((await button.count()) > 0) await button.last().press("Enter");
  await closeAll(who);
}

/** Makes a room that is Ada's, brings Bob in, and lets them say one of each. Gives its name. */
export async function furnish(ada: Visitor, bob: Visitor): Promise<string> {
  const room = await makeRoom(ada);
  await bob.enter(room);
  await ada.say(LUNCH);
  await bob.log.getByText(LUNCH).waitFor();
  await bob.say("With **bold**, `code`, ||a secret|| and https://example.org");
  await bob.say("```js\nconst tea = await brew({ minutes: 4 }); // green\n```");
  await bob.say("something rude");
  await ada.say("supper at six");
  await ada.say("🎉");
  await ada.say("/poll Soup or salad? | Soup, of what is left | Salad");
  await ada.hasSentAll();
  await bob.log.getByText("🎉").waitFor();
  await bob.hasSentAll();
  await bob.page.evaluate(
    async ({ path, rude }) => {
      const headers = { "content-type": "application/json" };
      const listed: { messages: { seq: number; text?: string }[] } = await (await fetch(`${path}/messages`)).json();
      const seqOf = (text: string) => listed.messages.find((message) => message.text === text)?.seq;
      const send = (body: object) =>
        fetch(`${path}/commands`, {
          method: "POST",
          headers,
          body: JSON.stringify({ id: crypto.randomUUID(), ...body }),
        });
      await send({ type: "react", message: seqOf("lunch at noon?"), emoji: "👍", on: true });
      await send({ type: "report", message: seqOf(rude), reason: "not here, please" });
    },
    { path: `/api/rooms/${room}`, rude: "something rude" },
  );
  await act(ada, "supper", "Edit message");
  await ada.changeTo("supper at seven");
  await bob.log.getByText("supper at seven").waitFor();
  await act(ada, LUNCH, "More", "Pin message");
  await ada.log.getByText("Pinned", { exact: true }).waitFor();
  await ada.page.locator(".acts").waitFor({ state: "detached" });
  await act(ada, LUNCH, "Reply in thread");
  const thread = panelOf(ada, "Thread").getByRole("textbox", { name: "Message" });
  await thread.fill("soup");
  await thread.press("Enter");
  await ada.page.getByRole("button", { name: /^1 reply/ }).waitFor();
  await closeAll(ada);
  await ada.page.getByRole("button", { name: /^👍, 1/ }).waitFor();
  await bob.log.getByRole("radio", { name: "Salad" }).check();
  await ada.log.getByText("1 person voted").waitFor();
  return room;
}
