import type { ReactNode } from "react";
import {
    Button,
    MessageBar,
    MessageBarActions,
    MessageBarBody,
    makeStyles,
    mergeClasses,
    tokens,
} from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons";
import { useStore } from "@parley/ui";
import { useTranslation } from "react-i18next";
import { useDesk } from "./desk_context";

const useStyles = makeStyles({
    // Below the list of conversations, in a narrow window above everything: whatever is worked with
    // makes room and is never covered.
    list: {
        gridColumn: 1,
        gridRow: 2,
        display: "grid",
        gap: tokens.spacingVerticalS,
        maxHeight: "50vh",
        overflowY: "auto",
        backgroundColor: tokens.colorNeutralBackground3,
        borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
        "@media (max-width: 760px)": { gridColumn: "1 / -1", gridRow: 1, borderRight: 0 },
    },
    some: { padding: tokens.spacingHorizontalS },
});

export function NoticeList(): ReactNode {
    const styles = useStyles();
    const { t } = useTranslation();
    const { notices } = useDesk();
    const shown = useStore(notices);
    return (
        <div className={mergeClasses(styles.list, shown.length > 0 && styles.some)} role="status" aria-label={t("notice.label")}>
            {shown.map((each) => (
                <MessageBar
                    key={each.id}
                    intent={each.kind}
                    layout="multiline"
                    politeness={each.kind === "error" ? "assertive" : "polite"}
                >
                    <MessageBarBody>{each.text}</MessageBarBody>
                    <MessageBarActions
                        containerAction={
                            <Button
                                appearance="transparent"
                                icon={<DismissRegular />}
                                aria-label={t("notice.dismiss")}
                                onClick={() => notices.dismiss(each.id)}
                            />
                        }
                    />
                </MessageBar>
            ))}
        </div>
    );
}
