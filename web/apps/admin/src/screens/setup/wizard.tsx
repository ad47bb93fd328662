// From an empty workspace to a working chat. Each step is saved as it is left; where to go on is seen from
// what exists, so a reload loses nothing.
import { useEffect, useRef, type ReactNode } from "react";
import { Link, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { CheckmarkCircleFilled, CircleRegular } from "@fluentui/react-icons";
import { useTranslation } from "react-i18next";
import { useAdmin } from "../../app/admin_context";
import { steps, type Step } from "../../app/place";
import { WithLists, type Known } from "../../parts/with_lists";
import { DoneStep } from "./done_step";
import { PeopleStep } from "./people_step";
import { QueueStep } from "./queue_step";
import { TestStep } from "./test_step";
import { WidgetStep } from "./widget_step";
import { WorkstreamStep } from "./workstream_step";

const useStyles = makeStyles({
    card: {
        display: "grid",
        gap: tokens.spacingVerticalL,
        padding: tokens.spacingHorizontalXXL,
        backgroundColor: tokens.colorNeutralBackground1,
        border: `1px solid ${tokens.colorNeutralStroke2}`,
        borderRadius: tokens.borderRadiusXLarge,
        "@media (max-width: 480px)": { padding: tokens.spacingHorizontalL },
    },
    heading: { margin: 0, fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500, fontWeight: 600, outline: "none" },
    text: { margin: 0, color: tokens.colorNeutralForeground2, maxWidth: "640px" },
    title: { margin: 0, fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600, fontWeight: 600 },
    steps: { listStyleType: "none", margin: 0, padding: 0, display: "flex", flexWrap: "wrap", columnGap: tokens.spacingHorizontalXL, rowGap: tokens.spacingVerticalXS },
    step: { display: "inline-flex", alignItems: "center", gap: tokens.spacingHorizontalXS, color: tokens.colorNeutralForeground3 },
    here: { color: tokens.colorNeutralForeground1, fontWeight: 600 },
    done: { color: tokens.colorPaletteGreenForeground1 },
});

const names = ["list_queues", "list_workstreams", "list_widgets", "list_agents"] as const;
export type Made = Known<(typeof names)[number]>;

// What exists already. People can be left out, so they count once there is anybody else.
export function is_done(step: Step, made: Made): boolean {
    switch (step) {
        case "queue":
            return made.list_queues.queues.length > 0;
        case "workstream":
            return made.list_workstreams.workstreams.length > 0;
        case "widget":
            return made.list_widgets.widgets.length > 0;
        case "people":
            return made.list_agents.agents.length > 1;
        default:
            return false;
    }
}

// Steps need what the ones before them make.
export function may_enter(step: Step, made: Made): boolean {
    const needed = (["queue", "workstream", "widget"] as const).filter((each) => steps.indexOf(each) < steps.indexOf(step));
    return needed.every((each) => is_done(each, made));
}

export function first_open(made: Made): Step {
    return steps.find((each) => !is_done(each, made)) ?? "test";
}

export function Wizard({ step }: { step?: Step | undefined }): ReactNode {
    const styles = useStyles();
    const { t } = useTranslation();
    return (
        <>
            <h1 className={styles.title}>{t("wizard.title")}</h1>
            <WithLists names={names}>
                {(made) => {
                    const here = step && may_enter(step, made) ? step : first_open(made);
                    return <Open here={here} made={made} />;
                }}
            </WithLists>
        </>
    );
}

function Open({ here, made }: { here: Step; made: Made }): ReactNode {
    const styles = useStyles();
    const { t } = useTranslation();
    const { places } = useAdmin();
    const heading = useRef<HTMLHeadingElement>(null);
    useEffect(() => heading.current?.focus(), [here]);
    const next = () => places.go({ at: "start", step: steps[steps.indexOf(here) + 1] ?? "done" });
    const Body = { queue: QueueStep, workstream: WorkstreamStep, widget: WidgetStep, people: PeopleStep, test: TestStep, done: DoneStep }[here];
    return (
        <>
            <nav aria-label={t("wizard.steps")}>
                <ol className={styles.steps}>
                    {steps.map((each) => {
                        const done = is_done(each, made);
                        return (
                            <li key={each} className={mergeClasses(styles.step, each === here && styles.here)} {...(each === here ? { "aria-current": "step" } : {})}>
                                {done ? (
                                    <CheckmarkCircleFilled className={styles.done} aria-label={t("wizard.step_done")} />
                                ) : (
                                    <CircleRegular aria-hidden="true" />
                                )}
                                {each !== here && may_enter(each, made) ? (
                                    <Link as="button" onClick={() => places.go({ at: "start", step: each })}>
                                        {t(`wizard.${each}`)}
                                    </Link>
                                ) : (
                                    t(`wizard.${each}`)
                                )}
                            </li>
                        );
                    })}
                </ol>
            </nav>
            <section className={styles.card} aria-label={t(`wizard.${here}`)}>
                <h2 className={styles.heading} tabIndex={-1} ref={heading}>
                    {t(`wizard.${here}_title`)}
                </h2>
                <p className={styles.text}>{t(`wizard.${here}_text`)}</p>
                <Body made={made} next={next} />
            </section>
        </>
    );
}

export interface StepProps {
    made: Made;
    next: () => void;
}
