import type { ReactNode } from "react";
import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";

const useStyles = makeStyles({
    mark: { display: "inline-flex", alignItems: "center", gap: tokens.spacingHorizontalS },
    name: {
        fontSize: tokens.fontSizeBase400,
        lineHeight: tokens.lineHeightBase400,
        fontWeight: 700,
        letterSpacing: "-0.01em",
    },
    icon: { display: "block", flexShrink: 0 },
    body: { fill: tokens.colorBrandBackground },
    letter: { stroke: tokens.colorNeutralForegroundOnBrand },
});

export function Wordmark(): ReactNode {
    const styles = useStyles();
    return (
        <span className={styles.mark}>
            <svg className={styles.icon} width="24" height="24" viewBox="0 0 32 32" aria-hidden="true">
                <path
                    className={styles.body}
                    d="M6 5h20a4 4 0 0 1 4 4v11a4 4 0 0 1-4 4H16l-7 6v-6H6a4 4 0 0 1-4-4V9a4 4 0 0 1 4-4z"
                />
                <path
                    className={mergeClasses(styles.letter)}
                    d="M11.5 20.5v-11h4.6a3.3 3.3 0 0 1 0 6.6h-4.6"
                    fill="none"
                    strokeWidth="2.6"
                    strokeLinejoin="round"
                    strokeLinecap="round"
                />
            </svg>
            <span className={styles.name}>Parley</span>
        </span>
    );
}
