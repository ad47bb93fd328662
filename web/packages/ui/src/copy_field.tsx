// A text to take elsewhere: it can be selected, and copied by a button that says when it has.
import { useEffect, useRef, useState, type ReactNode } from "react";
import { Button, Field, Input, Textarea, makeStyles, tokens } from "@fluentui/react-components";
import { CheckmarkRegular, CopyRegular } from "@fluentui/react-icons";
import { useTranslation } from "react-i18next";

const useStyles = makeStyles({
    row: { display: "flex", flexWrap: "wrap", alignItems: "start", gap: tokens.spacingHorizontalS },
    box: { flex: "1 1 220px", minWidth: 0, fontFamily: tokens.fontFamilyMonospace },
});

const said_ms = 4_000;

interface Props {
    label: string;
    text: string;
    hint?: string;
    lines?: number;
}

export function CopyField({ label, text, hint, lines = 1 }: Props): ReactNode {
    const styles = useStyles();
    const { t } = useTranslation();
    const [copied, set_copied] = useState(false);
    const box = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
    useEffect(() => set_copied(false), [text]);
    useEffect(() => {
        if (!copied) return;
        const timer = setTimeout(() => set_copied(false), said_ms);
        return () => clearTimeout(timer);
    }, [copied]);
    // Without a clipboard (pages without TLS) the selected text waits for Ctrl+C.
    const copy = async () => {
        box.current?.select();
        try {
            await navigator.clipboard.writeText(text);
            set_copied(true);
        } catch {
            set_copied(document.execCommand?.("copy") ?? false);
        }
    };
    const select = (event: { currentTarget: { select(): void } }) => event.currentTarget.select();
    return (
        <Field label={label} {...(hint ? { hint } : {})}>
            {(field) => (
                <div className={styles.row}>
                    {lines > 1 ? (
                        <Textarea {...field} ref={box} className={styles.box} readOnly rows={lines} value={text} onFocus={select} />
                    ) : (
                        <Input {...field} ref={box} className={styles.box} readOnly value={text} onFocus={select} />
                    )}
                    <Button icon={copied ? <CheckmarkRegular /> : <CopyRegular />} onClick={() => void copy()}>
                        <span aria-live="polite">{copied ? t("copy.copied") : t("copy.copy")}</span>
                    </Button>
                </div>
            )}
        </Field>
    );
}
