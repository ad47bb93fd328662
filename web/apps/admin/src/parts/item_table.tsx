// A list of things that can be opened: a table where there is room, cards where there is none.
import type { ReactNode } from "react";
import { Link, makeStyles, tokens } from "@fluentui/react-components";
import { useAdmin } from "../app/admin_context";
import type { Area } from "../app/place";

const narrow = "@media (max-width: 760px)";

const useStyles = makeStyles({
    frame: {
        backgroundColor: tokens.colorNeutralBackground1,
        border: `1px solid ${tokens.colorNeutralStroke2}`,
        borderRadius: tokens.borderRadiusLarge,
        overflow: "hidden",
    },
    table: { width: "100%", borderCollapse: "collapse", [narrow]: { display: "block" } },
    head: { [narrow]: { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)" } },
    body: { [narrow]: { display: "block" } },
    column: {
        textAlign: "start",
        padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
        fontSize: tokens.fontSizeBase200,
        fontWeight: 600,
        color: tokens.colorNeutralForeground2,
        borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    },
    row: {
        ":hover": { backgroundColor: tokens.colorNeutralBackground1Hover },
        ":not(:last-child) > *": { borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
        [narrow]: {
            display: "grid",
            gap: "2px",
            padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
            borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
            ":not(:last-child) > *": { borderBottom: "0" },
        },
    },
    cell: {
        padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
        textAlign: "start",
        fontWeight: "inherit",
        verticalAlign: "top",
        overflowWrap: "anywhere",
        [narrow]: {
            padding: 0,
            display: "flex",
            gap: tokens.spacingHorizontalS,
            "&[data-column]::before": {
                content: "attr(data-column)",
                flex: "0 0 112px",
                color: tokens.colorNeutralForeground3,
                fontSize: tokens.fontSizeBase200,
            },
        },
    },
    name: { fontWeight: 600, textAlign: "start" },
    first: { display: "grid", minWidth: 0 },
    below: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3 },
    none: { margin: 0, padding: tokens.spacingHorizontalL, color: tokens.colorNeutralForeground3 },
});

export interface Row {
    id: number;
    name: string;
    below?: string;
    cells: ReactNode[];
}

interface Props {
    label: string;
    area: Area;
    columns: string[]; // the name's column first
    rows: Row[];
    none: string;
}

export function ItemTable({ label, area, columns, rows, none }: Props): ReactNode {
    const styles = useStyles();
    const { places } = useAdmin();
    if (rows.length === 0)
        return (
            <div className={styles.frame}>
                <p className={styles.none}>{none}</p>
            </div>
        );
    return (
        <div className={styles.frame}>
            <table className={styles.table} aria-label={label}>
                <thead className={styles.head}>
                    <tr>
                        {columns.map((each) => (
                            <th key={each} scope="col" className={styles.column}>
                                {each}
                            </th>
                        ))}
                    </tr>
                </thead>
                <tbody className={styles.body}>
                    {rows.map((row) => (
                        <tr key={row.id} className={styles.row}>
                            <th scope="row" className={styles.cell}>
                                <span className={styles.first}>
                                    <Link as="button" className={styles.name} onClick={() => places.go({ at: "one", area, id: row.id })}>
                                        {row.name}
                                    </Link>
                                    {row.below && <span className={styles.below}>{row.below}</span>}
                                </span>
                            </th>
                            {row.cells.map((cell, index) => (
                                <td key={columns[index + 1]} className={styles.cell} data-column={columns[index + 1]}>
                                    <span>{cell}</span>
                                </td>
                            ))}
                        </tr>
                    ))}
                </tbody>
            </table>
        </div>
    );
}
