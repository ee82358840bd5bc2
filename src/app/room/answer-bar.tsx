// Above the composer: what the next message answers, and the way out of it.

import { Icon } from "../shared/icon.tsx";
import * as icons from "../shared/icons.ts";
import { isolate, t } from "../shared/t.ts";
import { excerptOf } from "../text/excerpt.ts";
import type { RoomView } from "./room-view.ts";

export function AnswerBar({ view }: { view: RoomView }) {
  const { answered } = view.talk;
  if (answered.value === undefined) return null;
  const { name, text } = answered.value;
  return (
    <div class="answer-bar">
      <Icon path={icons.reply} size={16} />
      <p>
        <span>{t("talk.answer.to", { name: isolate(name) })}</span> <bdi class="quiet">{excerptOf(text)}</bdi>
      </p>
      <button
        type="button"
        class="button icon"
        aria-label={t("talk.answer.leave")}
        title={t("talk.answer.leave")}
        onClick={() => (answered.value = undefined)}
      >
        <Icon path={icons.close} size={18} />
      </button>
    </div>
  );
}
