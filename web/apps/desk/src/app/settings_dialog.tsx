import { useEffect, useState, type ReactNode } from "react";
import {
    Button,
    DialogActions,
    DialogBody,
    DialogContent,
    DialogTitle,
    Field,
    Radio,
    RadioGroup,
    Select,
    Slider,
    Switch,
    makeStyles,
    tokens,
} from "@fluentui/react-components";
import { Speaker2Regular } from "@fluentui/react-icons";
import { language_names, languages, theme_choices, useStore, type Language } from "@parley/ui";
import { useTranslation } from "react-i18next";
import { Sounds } from "../parts/offers/sounds";
import { useLogin } from "./login_context";

const useStyles = makeStyles({
    form: { display: "grid", gap: tokens.spacingVerticalL },
    group: { display: "grid", gap: tokens.spacingVerticalS },
    volume: { display: "flex", alignItems: "end", gap: tokens.spacingHorizontalM },
    slider: { flexGrow: 1 },
});

export function SettingsDialog({ close }: { close: () => void }): ReactNode {
    const styles = useStyles();
    const { t, i18n } = useTranslation();
    const login = useLogin();
    const settings = useStore(login.settings);
    const [sounds] = useState(() => new Sounds(() => login.settings.get()));
    useEffect(() => () => sounds.stop(), [sounds]);
    return (
        <DialogBody>
            <DialogTitle>{t("settings.title")}</DialogTitle>
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
                        value={settings.theme}
                        onChange={(_, data) => {
                            const theme = theme_choices.find((each) => each === data.value);
                            if (theme) login.settings.change({ theme });
                        }}
                    >
                        {theme_choices.map((each) => (
                            <Radio key={each} value={each} label={t(`settings.theme_${each}`)} />
                        ))}
                    </RadioGroup>
                </Field>
                <div className={styles.group}>
                    <Switch
                        checked={settings.sound}
                        label={t("settings.sound")}
                        onChange={(_, data) => login.settings.change({ sound: data.checked })}
                    />
                    <Switch
                        checked={settings.sound_repeats}
                        disabled={!settings.sound}
                        label={t("settings.sound_repeats")}
                        onChange={(_, data) => login.settings.change({ sound_repeats: data.checked })}
                    />
                    <div className={styles.volume}>
                        <Field className={styles.slider} label={t("settings.volume")}>
                            <Slider
                                min={0}
                                max={100}
                                disabled={!settings.sound}
                                value={Math.round(settings.volume * 100)}
                                onChange={(_, data) => login.settings.change({ volume: data.value / 100 })}
                            />
                        </Field>
                        <Button icon={<Speaker2Regular />} disabled={!settings.sound} onClick={() => sounds.sample()}>
                            {t("settings.try_sound")}
                        </Button>
                    </div>
                </div>
            </DialogContent>
            <DialogActions>
                <Button appearance="primary" onClick={close}>
                    {t("dialog.done")}
                </Button>
            </DialogActions>
        </DialogBody>
    );
}
