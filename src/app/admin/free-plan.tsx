// How far a day on the free plan goes: a bar for each wall, and the same in words.

import { locale } from "../shared/language.ts";
import { t } from "../shared/t.ts";
import { type Figures, type Wall, wallsOf } from "./figures.ts";

const NEAR_PERCENT = 80;
const percents = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
const wholes = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });

export function FreePlan({ figures }: { figures: Figures }) {
  return (
    <section class="panel plan" aria-labelledby="plan-title">
      <h2 id="plan-title">{t("admin.plan")}</h2>
      {wallsOf(figures).map((wall) => (
        <Bar key={wall.wall} {...wall} />
      ))}
    </section>
  );
}

function Bar({ wall, used, limit }: Wall) {
  const percent = (100 * used) / limit;
  const level = percent >= 100 ? "over" : percent >= NEAR_PERCENT ? "near" : "well";
  const label = t(`admin.plan.${wall}`);
  const words = t(`admin.plan.${level}`, { percent: percents.format(percent) });
  return (
    <div class="wall" data-level={level}>
      <p class="wall-head">
        <span class="label">{label}</span>
        <span class="value">{t("admin.plan.of", { used: wholes.format(used), limit: wholes.format(limit) })}</span>
      </p>
      <svg
        viewBox="0 0 100 8"
        preserveAspectRatio="none"
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.min(100, Math.floor(percent))}
        aria-valuetext={words}
      >
        <rect class="rest" width="100" height="8" />
        <rect class="part" width={Math.min(100, percent)} height="8" />
      </svg>
      <p class="quiet level">{words}</p>
    </div>
  );
}
