// A field for a password that is chosen now: shown on request, with a hint of how strong it is.
import { useState, type ReactNode } from "react";
import { Button, Field, Input, ProgressBar } from "@fluentui/react-components";
import { EyeOffRegular, EyeRegular } from "@fluentui/react-icons";
import { limits } from "@parley/api";
import { useTranslation } from "react-i18next";
import { password_strength, strengths } from "./password_strength";

const colours = { too_short: "error", weak: "error", fair: "warning", good: "success", strong: "success" } as const;

interface Props {
    value: string;
    change: (value: string) => void;
    personal?: readonly string[];
    problem?: string | undefined;
    label?: string;
    auto_focus?: boolean;
}

export function NewPassword({ value, change, personal = [], problem, label, auto_focus = false }: Props): ReactNode {
    const { t } = useTranslation();
    const [shown, set_shown] = useState(false);
    const strength = password_strength(value, limits.password_bytes_min, personal);
    const hint =
        value === ""
            ? t("password.hint", { least: limits.password_bytes_min })
            : t(`password.strength_${strength}`, { least: limits.password_bytes_min });
    return (
        <div>
            <Field label={label ?? t("password.new")} required hint={hint} {...(problem ? { validationMessage: problem } : {})}>
                <Input
                    type={shown ? "text" : "password"}
                    name="new-password"
                    autoComplete="new-password"
                    autoFocus={auto_focus}
                    value={value}
                    onChange={(_, data) => change(data.value)}
                    contentAfter={
                        <Button
                            appearance="transparent"
                            size="small"
                            icon={shown ? <EyeOffRegular /> : <EyeRegular />}
                            aria-label={t(shown ? "password.hide" : "password.show")}
                            onClick={() => set_shown(!shown)}
                        />
                    }
                />
            </Field>
            {value !== "" && (
                <ProgressBar
                    aria-hidden="true"
                    thickness="large"
                    color={colours[strength]}
                    value={(strengths.indexOf(strength) + 1) / strengths.length}
                />
            )}
        </div>
    );
}

// What keeps a password from being sent, if anything.
export function password_fault(value: string): "too_short" | "too_long" | undefined {
    const bytes = new TextEncoder().encode(value).length;
    if (bytes < limits.password_bytes_min) return "too_short";
    return bytes > limits.password_bytes_max ? "too_long" : undefined;
}
