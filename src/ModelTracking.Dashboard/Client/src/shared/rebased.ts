import { toNumber } from '../format';
import type { Comparison, ComparedValue } from '../types';

/** A comparison in another order and measured against another of its runs, by the rules of the core (`ComparisonBuilder`). What code differs stays as it was saved. */
export function rebased(comparison: Comparison, order: string[], base: string): Comparison {
  const places = order.map((id) => comparison.runs.indexOf(id)).filter((p) => p >= 0);
  const runs = places.map((p) => comparison.runs[p]!);
  const at = Math.max(0, runs.indexOf(base));
  return {
    ...comparison,
    runs,
    baseline: at,
    sections: comparison.sections.map((s) => ({
      ...s,
      rows: s.rows.map((r) => {
        const values = places.map((p) => r.values[p] ?? null);
        return { ...r, values: values.map((v, i) => v && measured(v, i === at ? null : values[at]!, r.goal)) };
      }),
    })),
  };
}

function measured(value: ComparedValue, base: ComparedValue | null, goal: string): ComparedValue {
  const plain = { ...value, delta: undefined, relative: undefined, isBetter: undefined };
  if (value.number === undefined || base?.number === undefined) return plain;
  const [own, known] = [toNumber(value.number), toNumber(base.number)];
  const delta = own - known;
  const better = goal === 'None' || own === known || (Number.isNaN(own) && Number.isNaN(known)) ? undefined : Number.isNaN(known) ? true : Number.isNaN(own) ? false : own > known === (goal === 'Maximize');
  return { ...plain, delta: Number.isNaN(delta) ? undefined : delta, relative: known !== 0 && Number.isFinite(delta / known) ? delta / Math.abs(known) : undefined, isBetter: better };
}
