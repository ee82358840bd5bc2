// What the log shows of answers and threads: one chunk, fetched once something of it is there.

import { AnswerBar } from "./answer-bar.tsx";
import "./words-talk.ts";
import { LostNote } from "./lost-note.tsx";
import { MentionList } from "./mention-list.tsx";
import { Quote } from "./quote.tsx";
import { namesOfReactors } from "./reactors.ts";
import { ThreadLine } from "./thread-line.tsx";

export const talk = { AnswerBar, LostNote, MentionList, namesOfReactors, Quote, ThreadLine };
