// A duration in milliseconds, written as a number with a unit; its limits are in the hint. NaN is what is no
// number.
import { useEffect, useState, type ReactNode } from "react";
import { Field, Input, Select, makeStyles, tokens } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import { Apart } from "./apart";
import { best_unit, human, in_range, parse_duration, unit_names, units, type Range, type Unit } from "./durations";

const useStyles = makeStyles({
    row: { display: "flex", gap: tokens.spacingHorizontalS },
    number: { width: "96px", flexShrink: 0 },
    unit: { minWidth: "120px" },
});

interface Props {
    label: string;
    hint?: string;
    range: Range;
    value: number;
    change: (ms: number) => void;
    problem?: string | undefined;
}

export function DurationField({ label, hint, range, value, change, problem }: Props): ReactNode {
    const styles = useStyles();
    const { t, i18n } = useTranslation();
    const [unit, set_unit] = useState<Unit>(() => best_unit(value));
    const [text, set_text] = useState(() => String(value / units[unit]));
    // Set from outside: another value than the one written here.
    useEffect(() => {
        if (Number.isNaN(value) || parse_duration(text, unit) === value) return;
        const best = best_unit(value);
        set_unit(best);
        set_text(String(value / units[best]));
    }, [value]);
    const limits = t("form.between", { least: human(range.least, i18n.language), most: human(range.most, i18n.language) });
    return (
        <Field
            label={label}
            hint={hint ? `${hint} ${limits}` : limits}
            {...(problem ? { validationMessage: problem } : {})}
        >
            {(field) => (
                <div className={styles.row}>
                    <Input
                        {...field}
                        className={styles.number}
                        inputMode="decimal"
                        value={text}
                        onChange={(_, data) => {
                            set_text(data.value);
                            change(parse_duration(data.value, unit) ?? NaN);
                        }}
                    />
                    <Apart>
                        <Select
                            className={styles.unit}
                            aria-label={t("form.unit_of", { name: label })}
                            value={unit}
                            onChange={(_, data) => {
                                const chosen = data.value as Unit;
                                set_unit(chosen);
                                change(parse_duration(text, chosen) ?? NaN);
                            }}
                        >
                            {unit_names
                                .filter((each) => units[each] <= range.most)
                                .map((each) => (
                                    <option key={each} value={each}>
                                        {t(`unit.${each}`)}
                                    </option>
                                ))}
                        </Select>
                    </Apart>
                </div>
            )}
        </Field>
    );
}

export function useDurationFault(): (ms: number, range: Range) => string | undefined {
    const { t, i18n } = useTranslation();
    return (ms, range) =>
        in_range(Number.isNaN(ms) ? null : ms, range)
            ? undefined
            : t("form.not_between", { least: human(range.least, i18n.language), most: human(range.most, i18n.language) });
}
