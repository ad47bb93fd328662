// The agent's own quick replies: add, change, delete. Everyone's are listed to be known.
import { useState, type FormEvent, type ReactNode } from "react";
import {
    Button,
    DialogActions,
    DialogBody,
    DialogContent,
    DialogTitle,
    Field,
    Input,
    Textarea,
    makeStyles,
    tokens,
} from "@fluentui/react-components";
import { AddRegular, DeleteRegular, EditRegular } from "@fluentui/react-icons";
import { limits, type QuickReply } from "@parley/api";
import { useStore } from "@parley/ui";
import { useTranslation } from "react-i18next";
import { useDesk } from "../../app/desk_context";
import { quick_replies } from "../../feed/rows";
import { same_items, useFeed } from "../../feed/use_feed";

const useStyles = makeStyles({
    list: { listStyleType: "none", margin: 0, padding: 0, display: "grid" },
    item: {
        display: "grid",
        gridTemplateColumns: "minmax(0, 1fr) auto auto",
        alignItems: "center",
        gap: tokens.spacingHorizontalXS,
        paddingBlock: tokens.spacingVerticalXS,
        borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    },
    shortcut: { fontWeight: 600 },
    text: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap", color: tokens.colorNeutralForeground2 },
    words: { minWidth: 0, display: "grid" },
    heading: { margin: `${tokens.spacingVerticalM} 0 ${tokens.spacingVerticalXS}`, fontSize: tokens.fontSizeBase300, fontWeight: 600 },
    form: { display: "grid", gap: tokens.spacingVerticalM },
    none: { margin: 0, color: tokens.colorNeutralForeground3 },
});

type Edited = { id?: number; shortcut: string; text: string; language: string };

export function ManageQuickReplies({ close }: { close: () => void }): ReactNode {
    const { t } = useTranslation();
    const [edited, set_edited] = useState<Edited | null>(null);
    return edited ? (
        <EditForm edited={edited} done={() => set_edited(null)} />
    ) : (
        <DialogBody>
            <DialogTitle>{t("quick_replies.title")}</DialogTitle>
            <DialogContent>
                <Lists edit={set_edited} />
            </DialogContent>
            <DialogActions>
                <Button icon={<AddRegular />} onClick={() => set_edited({ shortcut: "", text: "", language: "" })}>
                    {t("quick_replies.add")}
                </Button>
                <Button appearance="primary" onClick={close}>
                    {t("dialog.done")}
                </Button>
            </DialogActions>
        </DialogBody>
    );
}

function Lists({ edit }: { edit: (edited: Edited) => void }): ReactNode {
    const styles = useStyles();
    const { t } = useTranslation();
    const desk = useDesk();
    const pending = useStore(desk.pending);
    const all = useFeed(quick_replies, same_items);
    const own = all.filter((each) => each.owner !== undefined);
    const everyones = all.filter((each) => each.owner === undefined);
    const words = (each: QuickReply) => (
        <span className={styles.words}>
            <span className={styles.shortcut}>/{each.shortcut}</span>
            <span className={styles.text}>{each.text}</span>
        </span>
    );
    return (
        <>
            <h3 className={styles.heading}>{t("quick_replies.mine")}</h3>
            {own.length === 0 && <p className={styles.none}>{t("quick_replies.mine_empty")}</p>}
            <ul className={styles.list}>
                {own.map((each) => (
                    <li key={each.id} className={styles.item}>
                        {words(each)}
                        <Button
                            appearance="subtle"
                            icon={<EditRegular />}
                            aria-label={t("quick_replies.edit", { shortcut: each.shortcut })}
                            onClick={() => edit({ id: each.id, shortcut: each.shortcut, text: each.text, language: each.language })}
                        />
                        <Button
                            appearance="subtle"
                            icon={<DeleteRegular />}
                            disabledFocusable={pending.has(`delete_quick_reply/${each.id}`)}
                            aria-label={t("quick_replies.delete", { shortcut: each.shortcut })}
                            onClick={() => void desk.delete_quick_reply(each.id)}
                        />
                    </li>
                ))}
            </ul>
            {everyones.length > 0 && <h3 className={styles.heading}>{t("quick_replies.everyones")}</h3>}
            <ul className={styles.list}>
                {everyones.map((each) => (
                    <li key={each.id} className={styles.item}>
                        {words(each)}
                    </li>
                ))}
            </ul>
        </>
    );
}

function EditForm({ edited, done }: { edited: Edited; done: () => void }): ReactNode {
    const styles = useStyles();
    const { t } = useTranslation();
    const desk = useDesk();
    const [shortcut, set_shortcut] = useState(edited.shortcut);
    const [text, set_text] = useState(edited.text);
    const [checked, set_checked] = useState(false);
    const name = shortcut.trim().replace(/^\//, "");
    const bad_name = name === "" || /[\s/]/.test(name);
    const submit = async (event: FormEvent) => {
        event.preventDefault();
        set_checked(true);
        if (bad_name || text.trim() === "") return;
        const saved = await desk.save_quick_reply({
            ...(edited.id === undefined ? {} : { id: edited.id }),
            shortcut: name,
            text: text.trim(),
            language: edited.language,
        });
        if (saved) done();
    };
    return (
        <form noValidate onSubmit={(event) => void submit(event)}>
            <DialogBody>
                <DialogTitle>{edited.id === undefined ? t("quick_replies.add") : t("quick_replies.change")}</DialogTitle>
                <DialogContent className={styles.form}>
                    <Field
                        label={t("quick_replies.shortcut")}
                        required
                        hint={t("quick_replies.shortcut_hint")}
                        {...(checked && bad_name ? { validationMessage: t("quick_replies.shortcut_bad") } : {})}
                    >
                        <Input
                            autoFocus
                            contentBefore="/"
                            maxLength={limits.quick_reply_shortcut_characters_max}
                            value={shortcut}
                            onChange={(_, data) => set_shortcut(data.value)}
                        />
                    </Field>
                    <Field
                        label={t("quick_replies.text")}
                        required
                        {...(checked && text.trim() === "" ? { validationMessage: t("quick_replies.text_bad") } : {})}
                    >
                        <Textarea
                            rows={5}
                            maxLength={limits.quick_reply_characters_max}
                            value={text}
                            onChange={(_, data) => set_text(data.value)}
                        />
                    </Field>
                </DialogContent>
                <DialogActions>
                    <Button onClick={done}>{t("dialog.cancel")}</Button>
                    <Button appearance="primary" type="submit">
                        {t("quick_replies.save")}
                    </Button>
                </DialogActions>
            </DialogBody>
        </form>
    );
}
