// Durations as people write them: a number and a unit.
export const units = { second: 1_000, minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;
export type Unit = keyof typeof units;
export const unit_names = Object.keys(units) as Unit[];

// The largest unit that leaves a whole number; seconds otherwise.
export function best_unit(ms: number): Unit {
    if (ms === 0) return "second";
    return [...unit_names].reverse().find((each) => ms % units[each] === 0) ?? "second";
}

// null: not a number. A comma is a decimal point too.
export function parse_duration(text: string, unit: Unit): number | null {
    const plain = text.trim().replace(",", ".");
    if (!/^\d{1,9}(\.\d{1,3})?$/.test(plain)) return null;
    return Math.round(Number(plain) * units[unit]);
}

export function human(ms: number, language: string): string {
    const unit = best_unit(ms);
    return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(ms / units[unit]);
}

export interface Range {
    least: number;
    most: number;
}

export function in_range(ms: number | null, range: Range): boolean {
    return ms !== null && ms >= range.least && ms <= range.most;
}
