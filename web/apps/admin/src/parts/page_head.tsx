// A screen's title, the way back, what can be done.
import type { ReactNode } from "react";
import { Button, Link, makeStyles, tokens } from "@fluentui/react-components";
import { AddRegular, ArrowLeftRegular } from "@fluentui/react-icons";
import { useTranslation } from "react-i18next";
import { useAdmin } from "../app/admin_context";
import type { Area } from "../app/place";

const useStyles = makeStyles({
    head: { display: "grid", gap: tokens.spacingVerticalXS },
    row: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalL },
    title: {
        margin: 0,
        flexGrow: 1,
        fontSize: tokens.fontSizeBase600,
        lineHeight: tokens.lineHeightBase600,
        fontWeight: 600,
        overflowWrap: "anywhere",
    },
    text: { margin: 0, color: tokens.colorNeutralForeground2, maxWidth: "720px" },
    back: { display: "inline-flex", alignItems: "center", gap: tokens.spacingHorizontalXS, justifySelf: "start" },
});

interface Props {
    title: string;
    text?: string;
    add?: { area: Area; label: string };
    back?: Area;
    children?: ReactNode;
}

export function PageHead({ title, text, add, back, children }: Props): ReactNode {
    const styles = useStyles();
    const { t } = useTranslation();
    const { places } = useAdmin();
    return (
        <div className={styles.head}>
            {back && (
                <Link as="button" className={styles.back} onClick={() => places.go({ at: "list", area: back })}>
                    <ArrowLeftRegular aria-hidden="true" />
                    {t(`area.${back}`)}
                </Link>
            )}
            <div className={styles.row}>
                <h1 className={styles.title}>{title}</h1>
                {children}
                {add && (
                    <Button appearance="primary" icon={<AddRegular />} onClick={() => places.go({ at: "one", area: add.area, id: "new" })}>
                        {add.label}
                    </Button>
                )}
            </div>
            {text && <p className={styles.text}>{text}</p>}
        </div>
    );
}
