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
        <div key={option} class="option">
          <input
            type="radio"
            id={`visibility-${option}`}
            name="visibility"
            checked={option === value}
            aria-describedby={`visibility-${option}-text`}
            onChange={() => onChoose(option)}
          />
          <label for={`visibility-${option}`}>{t(`make.${option}`)}</label>
          <p class="hint" id={`visibility-${option}-text`}>
            {t(`make.${option}.text`)}
          </p>
        </div>
      ))}
    </fieldset>
  );
}
