// Keys that are made from the server's names.
import * as api from "@parley/api";

const keys = (prefix: string, values: readonly string[]) => values.map((value) => `${prefix}.${value}`);

export const server_names: readonly string[] = [
    ...keys("state", api.conversationStateValues),
    ...keys("cause", api.stateCauseValues),
    ...keys("waiting", api.waitReasonValues),
    ...keys("presence", api.presenceKindValues),
    ...keys("presence_cause", api.presenceCauseValues),
    ...keys("line", api.systemLineValues.filter((each) => each !== "none")),
];
