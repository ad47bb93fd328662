// A form: its values, what is wrong with them, saving, and whether anything is unsaved. Problems of the
// server are shown at the field that they name; the others above the form.
import { useEffect, useRef, useState, type FormEvent } from "react";
import { Problem } from "@parley/feed";
import { problem_text } from "@parley/ui";
import { useTranslation } from "react-i18next";
import { useLogin } from "../app/login_context";

export type Faults<T> = { [K in keyof T]?: string | undefined };

// Refusals whose detail is not the field but what was in it.
const fields_of_reasons: Record<string, string> = {
    email_taken: "email",
    key_taken: "key",
    workspace_taken: "workspace",
    workspace_exists: "workspace",
    queue_not_found: "queue",
    workstream_not_found: "workstream",
    wrong_password: "current",
    last_administrator: "role",
};

export function named_field(problem: Problem): string | undefined {
    return fields_of_reasons[problem.reason] ?? /^([a-z_]+)(?:\[|:|$)/.exec(problem.detail)?.[1];
}

export interface Form<T> {
    values: T;
    set: (part: Partial<T>) => void;
    fault: (name: keyof T) => { validationMessage?: string };
    problem: string | null;
    reason: string | null; // of the server's last refusal
    saving: boolean;
    saved: boolean; // and not touched since
    dirty: boolean;
    submit: (event: FormEvent) => void;
    reset: () => void;
}

interface Parts<T> {
    initial: T;
    check: (values: T) => Faults<T>;
    save: (values: T) => Promise<void>;
    warn?: boolean; // ask before unsaved changes are lost
}

export function useForm<T extends object>({ initial, check, save, warn = true }: Parts<T>): Form<T> {
    const { i18n } = useTranslation();
    const { places } = useLogin();
    const [baseline, set_baseline] = useState(initial);
    const [values, set_values] = useState(initial);
    const [checked, set_checked] = useState(false);
    const [refused, set_refused] = useState<{ reason: string; field?: keyof T; text: string } | null>(null);
    const [saving, set_saving] = useState(false);
    const [saved, set_saved] = useState(false);
    const form = useRef<HTMLElement | null>(null);
    const dirty = JSON.stringify(values) !== JSON.stringify(baseline);
    const faults: Faults<T> = checked ? check(values) : {};

    // What others saved meanwhile is shown as long as nothing was changed here.
    const fresh = JSON.stringify(initial);
    useEffect(() => {
        if (dirty || fresh === JSON.stringify(baseline)) return;
        set_baseline(initial);
        set_values(initial);
    }, [fresh]);

    useEffect(() => {
        if (!warn) return;
        places.unsaved.set(dirty);
        return () => places.unsaved.set(false);
    }, [dirty, warn, places]);

    // Once the fault is on the screen.
    const [wish, set_wish] = useState(0);
    const focus_fault = () => set_wish((before) => before + 1);
    useEffect(() => {
        if (wish > 0) form.current?.querySelector<HTMLElement>("[aria-invalid=true]:not(div)")?.focus();
    }, [wish]);

    const run = async () => {
        if (saving) return;
        set_checked(true);
        set_refused(null);
        if (Object.values(check(values)).some(Boolean)) {
            focus_fault();
            return;
        }
        set_saving(true);
        set_saved(false);
        try {
            if (warn) places.unsaved.set(false);
            await save(values);
            set_baseline(values);
            set_checked(false);
            set_saved(true);
        } catch (problem) {
            if (warn) places.unsaved.set(dirty);
            const text = problem_text(i18n, problem);
            const reason = problem instanceof Problem ? problem.reason : "internal";
            const field = problem instanceof Problem ? named_field(problem) : undefined;
            const known = field !== undefined && Object.hasOwn(values, field);
            set_refused(known ? { reason, field: field as keyof T, text } : { reason, text });
            focus_fault();
        } finally {
            set_saving(false);
        }
    };

    return {
        values,
        set: (part) => {
            set_values((before) => ({ ...before, ...part }));
            set_saved(false);
            if (refused?.field !== undefined && refused.field in part) set_refused(null);
        },
        fault: (name) => {
            const text = faults[name] ?? (refused?.field === name ? refused.text : undefined);
            return text ? { validationMessage: text } : {};
        },
        problem: refused && refused.field === undefined ? refused.text : null,
        reason: refused?.reason ?? null,
        saving,
        saved: saved && !dirty,
        dirty,
        submit: (event) => {
            event.preventDefault();
            event.stopPropagation();
            form.current = event.currentTarget as HTMLElement;
            void run();
        },
        reset: () => {
            set_values(baseline);
            set_refused(null);
            set_checked(false);
        },
    };
}
