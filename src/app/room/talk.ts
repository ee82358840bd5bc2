// What the log shows of answers and threads: one chunk, fetched once something of it is there.

import { addWords } from "../shared/t.ts";
import { AnswerBar } from "./answer-bar.tsx";
import { enTalk } from "./en-talk.ts";
import { LostNote } from "./lost-note.tsx";
import { MentionList } from "./mention-list.tsx";
import { Quote } from "./quote.tsx";
import { namesOfReactors } from "./reactors.ts";
import { ThreadLine } from "./thread-line.tsx";

addWords(enTalk);

export const talk = { AnswerBar, LostNote, MentionList, namesOfReactors, Quote, ThreadLine };
