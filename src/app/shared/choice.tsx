// A choice out of a few, under its label.

import type { ComponentChildren } from "preact";

type Option<T extends string | number> = { readonly value: T; readonly label: string };

type ChoiceProps<T extends string | number> = {
  id: string;
  label: string;
  value: T;
  options: readonly Option<T>[];
  onChoose: (value: T) => void;
  children?: ComponentChildren;
};

export function Choice<T extends string | number>({ id, label, value, options, onChoose, children }: ChoiceProps<T>) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="input select">
        <select
          id={id}
          onChange={(event) => {
            const chosen = options[event.currentTarget.selectedIndex];
            if (chosen !== undefined) onChoose(chosen.value);
          }}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value} selected={option.value === value}>
              {option.label}
            </option>
          ))}
        </select>
      </div>
      {children}
    </div>
  );
}
