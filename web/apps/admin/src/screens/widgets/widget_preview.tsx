// How the widget looks, drawn with its own texts and colour rules while it is edited.
import { useEffect, useState, type ReactNode } from "react";
import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { ChatFilled, DismissRegular, LineHorizontal1Regular } from "@fluentui/react-icons";
import { languages, type Language } from "@parley/ui";
import { default_colour, parse_colour, text_on } from "@parley/widget/colour";
import { useTranslation } from "react-i18next";

const useStyles = makeStyles({
    stage: { display: "grid", justifyItems: "end", gap: "12px", width: "min(320px, 100%)" },
    panel: {
        width: "100%",
        borderRadius: "12px",
        overflow: "hidden",
        border: `1px solid ${tokens.colorNeutralStroke1}`,
        boxShadow: tokens.shadow16,
        backgroundColor: tokens.colorNeutralBackground1,
    },
    head: { display: "flex", gap: "8px", padding: "12px 12px 12px 16px" },
    words: { flexGrow: 1, minWidth: 0, overflowWrap: "anywhere" },
    title: { fontWeight: 600, fontSize: "16px" },
    body: { display: "grid", gap: "12px", padding: "16px" },
    box: {
        minHeight: "36px",
        padding: "6px 10px",
        boxSizing: "border-box",
        border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
        borderRadius: "8px",
    },
    label: { fontSize: "13px", color: tokens.colorNeutralForeground2 },
    tall: { minHeight: "72px" },
    button: { padding: "8px 16px", borderRadius: "8px", fontWeight: 600, textAlign: "center" },
    launcher: {
        width: "56px",
        height: "56px",
        borderRadius: "50%",
        display: "grid",
        placeContent: "center",
        fontSize: "26px",
        boxShadow: tokens.shadow16,
    },
});

type Texts = Record<string, string>;

const loaders: Record<Language, () => Promise<{ default: Texts }>> = {
    en: () => import("@parley/widget/texts/en.json"),
    de: () => import("@parley/widget/texts/de.json"),
    ja: () => import("@parley/widget/texts/ja.json"),
    ru: () => import("@parley/widget/texts/ru.json"),
};

interface Props {
    title: string;
    subtitle: string;
    colour: string;
    language: string;
}

export function WidgetPreview({ title, subtitle, colour, language }: Props): ReactNode {
    const styles = useStyles();
    const { t } = useTranslation();
    const [texts, set_texts] = useState<Texts>({});
    const known = languages.find((each) => each === language) ?? "en";
    useEffect(() => {
        let wanted = true;
        void loaders[known]().then((loaded) => wanted && set_texts(loaded.default));
        return () => {
            wanted = false;
        };
    }, [known]);
    const background = parse_colour(colour) ?? parse_colour(default_colour)!;
    const paint = { backgroundColor: parse_colour(colour) ? colour : default_colour, color: text_on(background) };
    return (
        <figure aria-label={t("widgets.preview")} style={{ margin: 0 }}>
            <div className={styles.stage} aria-hidden="true" lang={known}>
                <div className={styles.panel}>
                    <div className={styles.head} style={paint}>
                        <div className={styles.words}>
                            <div className={styles.title}>{title || "…"}</div>
                            <div>{subtitle}</div>
                        </div>
                        <LineHorizontal1Regular />
                        <DismissRegular />
                    </div>
                    <div className={styles.body}>
                        <div>{texts["available"]}</div>
                        <div>
                            <div className={styles.label}>{texts["name_label"]}</div>
                            <div className={styles.box} />
                        </div>
                        <div>
                            <div className={styles.label}>{texts["message_label"]}</div>
                            <div className={mergeClasses(styles.box, styles.tall)} />
                        </div>
                        <div className={styles.button} style={paint}>
                            {texts["start"]}
                        </div>
                    </div>
                </div>
                <div className={styles.launcher} style={paint}>
                    <ChatFilled />
                </div>
            </div>
        </figure>
    );
}
