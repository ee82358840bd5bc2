// A figure as a line, a dial or bars. The drawing is for the eye; the number beside it says the same.

import { t } from "../../shared/t.ts";
import { type Region, REGIONS } from "./regions.ts";

const numbers = new Intl.NumberFormat("en");

type LineProps = { label: string; unit: string; value: number | undefined; way: readonly number[] };

export function Line({ label, unit, value, way }: LineProps) {
  return (
    <section class="panel card" aria-label={label}>
      <h2>{label}</h2>
      <p class="figure">
        <Value value={value} /> <span class="quiet">{unit}</span>
      </p>
      <svg class="line" viewBox="0 0 240 56" preserveAspectRatio="none" aria-hidden="true">
        <path class="area" d={areaOf(way)} />
        <path d={pathOf(way)} vector-effect="non-scaling-stroke" />
      </svg>
    </section>
  );
}

const DIAL = 2 * Math.PI * 40 * 0.75;

export function Gauge({ label, percent }: { label: string; percent: number | undefined }) {
  const level = percent === undefined ? "none" : percent >= 90 ? "high" : percent >= 75 ? "raised" : "well";
  return (
    <section class="panel card" aria-label={label}>
      <h2>{label}</h2>
      <div class="dial" data-level={level}>
        <svg viewBox="0 0 100 88" aria-hidden="true">
          <circle class="rest" cx="50" cy="50" r="40" pathLength={DIAL / 0.75} stroke-dasharray={`${DIAL} 400`} />
          {percent !== undefined && (
            <circle
              class="part"
              cx="50"
              cy="50"
              r="40"
              pathLength={DIAL / 0.75}
              stroke-dasharray={`${(DIAL * percent) / 100} 400`}
            />
          )}
        </svg>
        <p class="figure">
          <Value value={percent} />
          <span class="quiet"> %</span>
        </p>
        <p class="quiet level">{t(`uses.dashboard.level.${level}`)}</p>
      </div>
    </section>
  );
}

export function Bars({ label, regions }: { label: string; regions: Readonly<Record<Region, number>> | undefined }) {
  const most = Math.max(1, ...Object.values(regions ?? {}));
  return (
    <section class="panel card wide" aria-label={label}>
      <h2>{label}</h2>
      <dl class="bars">
        {REGIONS.map((region) => (
          <div key={region}>
            <dt>{t(`uses.dashboard.region.${region}`)}</dt>
            <dd>
              <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                <rect class="rest" width="100" height="10" />
                <rect class="part" width={((regions?.[region] ?? 0) / most) * 100} height="10" />
              </svg>
              <Value value={regions?.[region]} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Value({ value }: { value: number | undefined }) {
  return <span class="value">{value === undefined ? "–" : numbers.format(value)}</span>;
}

/** The newest at the right edge, from the bottom at 0 to the top at the highest of them. */
function pointsOf(way: readonly number[]): string[] {
  const most = Math.max(1, ...way) * 1.1;
  return way.map((value, index) => `${240 - (way.length - 1 - index) * (240 / 47)},${56 - (value / most) * 54}`);
}

function pathOf(way: readonly number[]): string {
  return way.length === 0 ? "" : `M${pointsOf(way).join("L")}`;
}

function areaOf(way: readonly number[]): string {
  const left = 240 - (way.length - 1) * (240 / 47);
  return way.length === 0 ? "" : `M${left},56L${pointsOf(way).join("L")}L240,56Z`;
}
