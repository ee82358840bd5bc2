// What the question for a name says, in English. It comes before everything else that is asked for.

export const enName = {
  "name.title": "What should we call you?",
  "name.text": "You are about to join {room}. The others see this name beside what you write.",
  "name.invited.title": "You are invited",
  "name.invited.text": "What should we call you? The others see this name beside what you write.",
  "name.rename.title": "Change your name",
  "name.rename.text": "Everybody in {room} sees it at once.",
  "name.field": "Your name",
  "name.shuffle": "Propose another name",
  "name.join": "Join the room",
  "name.save": "Save",
  "name.invalid": "A name has 1 to 64 characters, and none that cannot be seen.",
  "name.reason.invalid":
    "it is too much like that of an owner or moderator here, or has characters that cannot be seen.",
  "name.reason.forbidden": "this room does not allow it.",
} as const;
