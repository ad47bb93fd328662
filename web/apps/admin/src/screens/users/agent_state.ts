import type { ListedAgent } from "@parley/api";

export type AgentState = "active" | "disabled" | "invited" | "no_password";

// `now`: a link that has expired invites nobody.
export function agent_state(agent: ListedAgent, now: number): AgentState {
    if (agent.disabled) return "disabled";
    if (agent.has_password) return "active";
    return agent.link_expires !== undefined && agent.link_expires > now ? "invited" : "no_password";
}

export function matches(agent: ListedAgent, query: string): boolean {
    const wanted = query.trim().toLocaleLowerCase().split(/\s+/);
    const text = `${agent.name} ${agent.nickname} ${agent.email}`.toLocaleLowerCase();
    return wanted.every((each) => text.includes(each));
}
