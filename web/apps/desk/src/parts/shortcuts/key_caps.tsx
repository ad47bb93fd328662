import type { ReactNode } from "react";
import { makeStyles, tokens } from "@fluentui/react-components";
import { key_caps } from "../../actions/keys";

const useStyles = makeStyles({
    keys: { display: "inline-flex", gap: "3px", whiteSpace: "nowrap" },
    cap: {
        fontFamily: tokens.fontFamilyBase,
        fontSize: tokens.fontSizeBase200,
        padding: "1px 6px",
        borderRadius: tokens.borderRadiusSmall,
        border: `1px solid ${tokens.colorNeutralStroke1}`,
        backgroundColor: tokens.colorNeutralBackground3,
    },
});

export function KeyCaps({ shortcut }: { shortcut: string }): ReactNode {
    const styles = useStyles();
    return (
        <span className={styles.keys}>
            {key_caps(shortcut).map((cap) => (
                <kbd key={cap} className={styles.cap}>
                    {cap}
                </kbd>
            ))}
        </span>
    );
}
