// One window as the customer, one as the agent, beside each other where there is room.
import type { MouseEvent, ReactNode } from "react";
import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { ChatRegular, HeadsetRegular } from "@fluentui/react-icons";
import { useTranslation } from "react-i18next";
import { try_address } from "../widgets/snippet";
import type { StepProps } from "./wizard";

const useStyles = makeStyles({
    list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXXL, display: "grid", gap: tokens.spacingVerticalL },
    open: { marginTop: tokens.spacingVerticalXS },
    buttons: { display: "flex", gap: tokens.spacingHorizontalM },
});

const beside_width = 1000; // of the screen: below it two windows side by side are of no use

// The half of the screen; a plain link where the browser will not.
function open_half(event: MouseEvent<HTMLAnchorElement>, side: "left" | "right"): void {
    const { availWidth: width, availHeight: height } = window.screen;
    if (width < beside_width || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const half = Math.floor(width / 2);
    const place = `popup,width=${half},height=${height},top=0,left=${side === "left" ? 0 : half}`;
    if (window.open(event.currentTarget.href, `parley-try-${side}`, place)) event.preventDefault();
}

export function TestStep({ made, next }: StepProps): ReactNode {
    const styles = useStyles();
    const { t } = useTranslation();
    const widget = made.list_widgets.widgets[0]!;
    const address = try_address(widget.key, widget.language);
    return (
        <>
            <ol className={styles.list}>
                <li>
                    {t("wizard.test_desk")}
                    <div className={styles.open}>
                        <Button as="a" icon={<HeadsetRegular />} href="/desk/" target="_blank" onClick={(event: MouseEvent<HTMLAnchorElement>) => open_half(event, "right")}>
                            {t("wizard.open_desk")}
                        </Button>
                    </div>
                </li>
                <li>
                    {t("wizard.test_page")}
                    <div className={styles.open}>
                        <Button
                            as="a"
                            icon={<ChatRegular />}
                            href={address}
                            target="_blank"
                            onClick={(event: MouseEvent<HTMLAnchorElement>) => open_half(event, "left")}
                        >
                            {t("wizard.open_page")}
                        </Button>
                    </div>
                </li>
                <li>{t("wizard.test_chat")}</li>
            </ol>
            <div className={styles.buttons}>
                <Button appearance="primary" onClick={next}>
                    {t("wizard.worked")}
                </Button>
            </div>
        </>
    );
}
