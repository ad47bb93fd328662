// A whole number between two limits. NaN is what is no number.
import { useEffect, useState, type ReactNode } from "react";
import { Field, Input, makeStyles } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import type { Range } from "./durations";

const useStyles = makeStyles({ number: { width: "128px" } });

interface Props {
    label: string;
    hint?: string;
    range: Range;
    value: number;
    change: (value: number) => void;
    problem?: string | undefined;
}

export function NumberField({ label, hint, range, value, change, problem }: Props): ReactNode {
    const styles = useStyles();
    const { t, i18n } = useTranslation();
    const [text, set_text] = useState(String(value));
    useEffect(() => {
        if (!Number.isNaN(value) && Number(text) !== value) set_text(String(value));
    }, [value]);
    const show = (each: number) => each.toLocaleString(i18n.language);
    const limits = t("form.between", { least: show(range.least), most: show(range.most) });
    return (
        <Field
            label={label}
            hint={hint ? `${hint} ${limits}` : limits}
            {...(problem ? { validationMessage: problem } : {})}
        >
            <Input
                className={styles.number}
                inputMode="numeric"
                value={text}
                onChange={(_, data) => {
                    set_text(data.value);
                    change(/^\s*\d{1,9}\s*$/.test(data.value) ? Number(data.value) : NaN);
                }}
            />
        </Field>
    );
}

export function useNumberFault(): (value: number, range: Range) => string | undefined {
    const { t, i18n } = useTranslation();
    const show = (each: number) => each.toLocaleString(i18n.language);
    return (value, range) =>
        value >= range.least && value <= range.most
            ? undefined
            : t("form.not_between", { least: show(range.least), most: show(range.most) });
}
