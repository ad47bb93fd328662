import type { ReactNode } from "react";
import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { timer } from "@parley/ui";

const size = 48;
const stroke = 4;
const radius = (size - stroke) / 2;
const length = 2 * Math.PI * radius;
const urgent_ms = 15_000;

const useStyles = makeStyles({
    ring: { position: "relative", width: `${size}px`, height: `${size}px`, display: "grid", placeItems: "center" },
    drawing: { position: "absolute", inset: 0, transform: "rotate(-90deg)" },
    track: { stroke: tokens.colorNeutralStroke2 },
    left: {
        stroke: tokens.colorBrandStroke1,
        transitionProperty: "stroke-dashoffset",
        transitionDuration: "1s",
        transitionTimingFunction: "linear",
    },
    urgent: { stroke: tokens.colorPaletteRedForeground1 },
    number: { fontSize: tokens.fontSizeBase200, fontWeight: 600, fontVariantNumeric: "tabular-nums" },
});

// The time left as an arc and a number. A timer for screen readers, silent unless asked.
export function CountdownRing(props: { left_ms: number; whole_ms: number; label: string }): ReactNode {
    const styles = useStyles();
    const left = Math.max(0, props.left_ms);
    const share = props.whole_ms > 0 ? Math.min(1, left / props.whole_ms) : 0;
    return (
        <div className={styles.ring} role="timer" aria-live="off" aria-label={props.label}>
            <svg className={styles.drawing} width={size} height={size} aria-hidden="true">
                <circle className={styles.track} cx={size / 2} cy={size / 2} r={radius} fill="none" strokeWidth={stroke} />
                <circle
                    className={mergeClasses(styles.left, left < urgent_ms && styles.urgent)}
                    cx={size / 2}
                    cy={size / 2}
                    r={radius}
                    fill="none"
                    strokeWidth={stroke}
                    strokeLinecap="round"
                    strokeDasharray={length}
                    strokeDashoffset={length * (1 - share)}
                />
            </svg>
            <span className={styles.number}>{timer(left)}</span>
        </div>
    );
}
