import type { ReactNode } from "react";
import {
    Button,
    MessageBar,
    MessageBarActions,
    MessageBarBody,
    makeStyles,
    tokens,
} from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons";
import { useStore } from "@parley/ui";
import { useTranslation } from "react-i18next";
import { useDesk } from "./desk_context";

const useStyles = makeStyles({
    list: {
        position: "absolute",
        insetInlineStart: tokens.spacingHorizontalL,
        bottom: tokens.spacingVerticalL,
        width: "min(380px, calc(100% - 32px))",
        display: "grid",
        gap: tokens.spacingVerticalS,
        zIndex: 30,
    },
    notice: { boxShadow: tokens.shadow16 },
});

export function NoticeList(): ReactNode {
    const styles = useStyles();
    const { t } = useTranslation();
    const { notices } = useDesk();
    return (
        <div className={styles.list} role="status" aria-label={t("notice.label")}>
            {useStore(notices).map((each) => (
                <MessageBar
                    key={each.id}
                    className={styles.notice}
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
