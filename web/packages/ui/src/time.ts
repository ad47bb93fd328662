// Times in the reader's language. Instants are milliseconds since 1970, as on the wire.

// The reader's own way within a language: who reads English in Britain has the clock and the dates of
// Britain.
export function regional(language: string, own: readonly string[] = navigator.languages): string {
    return own.find((each) => each === language || each.startsWith(`${language}-`)) ?? language;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: string, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    const region = regional(language);
    const key = `${region} ${name}`;
    let found = formats.get(key);
    if (!found) {
        found = new Intl.DateTimeFormat(region, options);
        formats.set(key, found);
    }
    return found;
}

export function clock_time(ms: number, language: string): string {
    return format(language, "clock", { timeStyle: "short" }).format(ms);
}

export function day_name(ms: number, language: string): string {
    return format(language, "day", { weekday: "long", day: "numeric", month: "long" }).format(ms);
}

export function day_and_time(ms: number, language: string): string {
    return format(language, "both", {
        day: "numeric",
        month: "short",
        hour: "numeric",
        minute: "2-digit",
    }).format(ms);
}

export function same_day(a: number, b: number): boolean {
    const first = new Date(a);
    const second = new Date(b);
    return (
        first.getFullYear() === second.getFullYear() &&
        first.getMonth() === second.getMonth() &&
        first.getDate() === second.getDate()
    );
}

// The clock alone for today, with the day before that.
export function moment(ms: number, now: number, language: string): string {
    return same_day(ms, now) ? clock_time(ms, language) : day_and_time(ms, language);
}

function unit(value: number, name: "second" | "minute" | "hour" | "day", language: string): string {
    return new Intl.NumberFormat(regional(language), { style: "unit", unit: name, unitDisplay: "short" }).format(value);
}

// "40 sec", "12 min", "2 hr 5 min", "3 days": what a person says about a wait.
export function duration(ms: number, language: string): string {
    const seconds = Math.max(0, Math.floor(ms / 1000));
    if (seconds < 60) return unit(seconds, "second", language);
    const minutes = Math.floor(seconds / 60);
    if (minutes < 60) return unit(minutes, "minute", language);
    const hours = Math.floor(minutes / 60);
    if (hours >= 48) return unit(Math.floor(hours / 24), "day", language);
    const rest = minutes % 60;
    return rest === 0 ? unit(hours, "hour", language) : `${unit(hours, "hour", language)} ${unit(rest, "minute", language)}`;
}

// "0:42", "12:05", "1:02:07": a running timer.
export function timer(ms: number): string {
    const seconds = Math.max(0, Math.floor(ms / 1000));
    const two = (value: number) => String(value).padStart(2, "0");
    const hours = Math.floor(seconds / 3600);
    const minutes = Math.floor(seconds / 60) % 60;
    return hours > 0
        ? `${hours}:${two(minutes)}:${two(seconds % 60)}`
        : `${minutes}:${two(seconds % 60)}`;
}
