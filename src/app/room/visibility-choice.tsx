// Who may come into a room: one of three, each with what it means.

import type { Visibility } from "../../protocol/schemas.ts";
import { t } from "../shared/t.ts";

type VisibilityChoiceProps = {
  value: Visibility;
  options: readonly Visibility[];
  onChoose: (visibility: Visibility) => void;
};

export function VisibilityChoice({ value, options, onChoose }: VisibilityChoiceProps) {
  return (
    <fieldset class="visibility">
      <legend>{t("make.who")}</legend>
      {options.map((option) => (
        <label key={option} class="option">
          <input type="radio" name="visibility" checked={option === value} onChange={() => onChoose(option)} />
          <span>
            <span class="option-name">{t(`make.${option}`)}</span>
            <span class="hint">{t(`make.${option}.text`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
