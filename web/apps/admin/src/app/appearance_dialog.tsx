import type { ReactNode } from "react";
import {
    Button,
    Dialog,
    DialogActions,
    DialogBody,
    DialogContent,
    DialogSurface,
    DialogTitle,
    Field,
    Radio,
    RadioGroup,
    Select,
    makeStyles,
    tokens,
} from "@fluentui/react-components";
import { language_names, languages, theme_choices, useStore, type Language } from "@parley/ui";
import { useTranslation } from "react-i18next";
import { useLogin } from "./login_context";

const useStyles = makeStyles({ form: { display: "grid", gap: tokens.spacingVerticalL } });

// Of this browser; the desk shares it.
export function AppearanceDialog({ close }: { close: () => void }): ReactNode {
    const styles = useStyles();
    const { t, i18n } = useTranslation();
    const login = useLogin();
    const { theme } = useStore(login.preferences);
    return (
        <Dialog open onOpenChange={(_, data) => !data.open && close()}>
            <DialogSurface aria-describedby={undefined}>
                <DialogBody>
                    <DialogTitle>{t("area.appearance")}</DialogTitle>
                    <DialogContent className={styles.form}>
                        <Field label={t("settings.language")}>
                            <Select value={i18n.language} onChange={(_, data) => void login.set_language(data.value as Language)}>
                                {languages.map((each) => (
                                    <option key={each} value={each} lang={each}>
                                        {language_names[each]}
                                    </option>
                                ))}
                            </Select>
                        </Field>
                        <Field label={t("settings.theme")}>
                            <RadioGroup
                                layout="horizontal"
                                value={theme}
                                onChange={(_, data) => {
                                    const chosen = theme_choices.find((each) => each === data.value);
                                    if (chosen) login.preferences.change({ theme: chosen });
                                }}
                            >
                                {theme_choices.map((each) => (
                                    <Radio key={each} value={each} label={t(`settings.theme_${each}`)} />
                                ))}
                            </RadioGroup>
                        </Field>
                    </DialogContent>
                    <DialogActions>
                        <Button appearance="primary" onClick={close}>
                            {t("dialog.done")}
                        </Button>
                    </DialogActions>
                </DialogBody>
            </DialogSurface>
        </Dialog>
    );
}
