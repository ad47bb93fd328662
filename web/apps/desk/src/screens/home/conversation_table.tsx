// One list of Home: sortable by its column heads, rows open by their first cell.
import { useId, useState, type ReactNode } from "react";
import { Button, Link, Spinner, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { ArrowDownRegular, ArrowUpRegular } from "@fluentui/react-icons";
import type { Conversation } from "@parley/api";
import { useTranslation } from "react-i18next";
import { useDesk } from "../../app/desk_context";
import { customer_name } from "../../app/names";

export interface Column {
    id: string;
    head: string;
    cell: (each: Conversation) => ReactNode;
    order?: (a: Conversation, b: Conversation) => number;
    // Gone first when the window is narrow.
    minor?: boolean;
}

interface Props {
    title: string;
    count?: number | undefined;
    conversations: readonly Conversation[] | null; // null: on their way
    columns: readonly Column[];
    initial_sort: { column: string; descending: boolean };
    empty: string;
    row_action?: (each: Conversation) => ReactNode;
    footer?: ReactNode;
}

const useStyles = makeStyles({
    section: {
        backgroundColor: tokens.colorNeutralBackground1,
        border: `1px solid ${tokens.colorNeutralStroke2}`,
        borderRadius: tokens.borderRadiusXLarge,
        overflow: "hidden",
    },
    head: {
        margin: 0,
        padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
        fontSize: tokens.fontSizeBase400,
        lineHeight: tokens.lineHeightBase400,
        fontWeight: 600,
        display: "flex",
        gap: tokens.spacingHorizontalS,
    },
    count: { color: tokens.colorNeutralForeground3, fontWeight: 400 },
    scroll: { overflowX: "auto" },
    table: { width: "100%", borderCollapse: "collapse", tableLayout: "fixed" },
    th: {
        textAlign: "start",
        fontWeight: 400,
        padding: 0,
        borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
        borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
        backgroundColor: tokens.colorNeutralBackground2,
    },
    sort: {
        width: "100%",
        justifyContent: "start",
        minWidth: 0,
        fontSize: tokens.fontSizeBase200,
        fontWeight: 400,
        color: tokens.colorNeutralForeground3,
        paddingLeft: tokens.spacingHorizontalL,
        paddingRight: tokens.spacingHorizontalS,
    },
    arrow: { fontSize: "12px" },
    plain: {
        display: "block",
        fontSize: tokens.fontSizeBase200,
        color: tokens.colorNeutralForeground3,
        padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`,
    },
    row: { ":hover": { backgroundColor: tokens.colorNeutralBackground1Hover } },
    td: {
        padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
        borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
        overflow: "hidden",
        textOverflow: "ellipsis",
        whiteSpace: "nowrap",
        height: "32px",
    },
    minor: { "@media (max-width: 860px)": { display: "none" } },
    action: { width: "128px", textAlign: "end" },
    empty: {
        margin: 0,
        padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalL}`,
        color: tokens.colorNeutralForeground3,
    },
    footer: { padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`, color: tokens.colorNeutralForeground3 },
    name: { fontWeight: 600, maxWidth: "100%", overflow: "hidden", textOverflow: "ellipsis" },
});

export function ConversationTable(props: Props): ReactNode {
    const styles = useStyles();
    const { t } = useTranslation();
    const desk = useDesk();
    const title = useId();
    const [sort, set_sort] = useState(props.initial_sort);
    const columns: Column[] = [
        {
            id: "customer",
            head: t("customer.name"),
            cell: (each) => (
                <Link as="button" className={styles.name} onClick={() => desk.selection.conversation(each.id)}>
                    {customer_name(each, t)}
                </Link>
            ),
            order: (a, b) => customer_name(a, t).localeCompare(customer_name(b, t)),
        },
        ...props.columns,
    ];
    const order = columns.find((each) => each.id === sort.column)?.order;
    const rows = [...(props.conversations ?? [])];
    if (order) rows.sort((a, b) => (sort.descending ? order(b, a) : order(a, b)) || a.id - b.id);

    return (
        <section className={styles.section} aria-labelledby={title}>
            <h2 className={styles.head} id={title}>
                {props.title}
                {props.conversations !== null && (
                    <span className={styles.count}>{props.count ?? props.conversations.length}</span>
                )}
            </h2>
            {props.conversations === null && (
                <div className={styles.empty}>
                    <Spinner size="tiny" label={t("start.loading")} labelPosition="after" />
                </div>
            )}
            {props.conversations !== null && rows.length === 0 && <p className={styles.empty}>{props.empty}</p>}
            {rows.length > 0 && (
                <div className={styles.scroll}>
                    <table className={styles.table} aria-labelledby={title}>
                        <thead>
                            <tr>
                                {columns.map((column) => (
                                    <th
                                        key={column.id}
                                        scope="col"
                                        className={mergeClasses(styles.th, column.minor && styles.minor)}
                                        aria-sort={
                                            sort.column !== column.id ? undefined : sort.descending ? "descending" : "ascending"
                                        }
                                    >
                                        {column.order ? (
                                            <Button
                                                className={styles.sort}
                                                appearance="transparent"
                                                size="small"
                                                iconPosition="after"
                                                {...(sort.column === column.id
                                                    ? { icon: sort.descending ? <ArrowDownRegular className={styles.arrow} /> : <ArrowUpRegular className={styles.arrow} /> }
                                                    : {})}
                                                onClick={() =>
                                                    set_sort({
                                                        column: column.id,
                                                        descending: sort.column === column.id && !sort.descending,
                                                    })
                                                }
                                            >
                                                {column.head}
                                            </Button>
                                        ) : (
                                            <span className={styles.plain}>{column.head}</span>
                                        )}
                                    </th>
                                ))}
                                {props.row_action && (
                                    <th scope="col" className={mergeClasses(styles.th, styles.action)}>
                                        <span className={styles.plain}>{t("home.actions")}</span>
                                    </th>
                                )}
                            </tr>
                        </thead>
                        <tbody>
                            {rows.map((each) => (
                                <tr key={each.id} className={styles.row}>
                                    {columns.map((column) => (
                                        <td key={column.id} className={mergeClasses(styles.td, column.minor && styles.minor)}>
                                            {column.cell(each)}
                                        </td>
                                    ))}
                                    {props.row_action && (
                                        <td className={mergeClasses(styles.td, styles.action)}>{props.row_action(each)}</td>
                                    )}
                                </tr>
                            ))}
                        </tbody>
                    </table>
                </div>
            )}
            {props.footer && <div className={styles.footer}>{props.footer}</div>}
        </section>
    );
}
