// A server in memory: it keeps what is saved and refuses what the tests tell it to.
import type { ListedAgent, ListedQueue, ListedWidget, ListedWorkstream, Me, Operations, QuickReply, Role, Settings } from "@parley/api";
import { Problem } from "@parley/feed";
import type { HttpCall } from "@parley/ui";

type Args = Record<string, unknown>;
const presence = { kind: "offline", cause: "signed_out", by: 0, since: 0, version: 0, manual: false } as const;

export class FakeServer {
    set_up_token: string | null = null;
    signed_in = true;
    role: Role = "administrator";
    agents: ListedAgent[] = [];
    queues: ListedQueue[] = [];
    workstreams: ListedWorkstream[] = [];
    widgets: ListedWidget[] = [];
    quick_replies: QuickReply[] = [];
    settings: Settings = {
        open_timeout_ms: 1_200_000,
        wrap_up_timeout_ms: 900_000,
        customer_gone_ms: 180_000,
        agent_gone_ms: 150_000,
        connection_grace_ms: 5_000,
        decline_limit: 3,
        sessions_open_max: 9,
    };
    asked: { op: string; args: Args }[] = [];
    refuse = new Map<string, Problem>();

    constructor() {
        this.agent({ name: "Ines Duarte", email: "ines@northwind.example", role: "administrator" });
    }

    agent(part: Partial<ListedAgent> = {}): ListedAgent {
        const made: ListedAgent = {
            id: this.agents.length + 1,
            email: `agent${this.agents.length + 1}@northwind.example`,
            name: "Ava Lindqvist",
            nickname: "",
            role: "agent",
            language: "en",
            capacity: 3,
            load: 0,
            default_presence: "available",
            disabled: false,
            connected: false,
            has_password: true,
            queues: [],
            presence,
            ...part,
        };
        this.agents.push(made);
        return made;
    }

    furnish(): void {
        this.agent({ email: "ava@northwind.example" });
        this.queues = [{ id: 1, name: "Support", priority: 100, method: "highest_capacity", members: [1, 2], waiting: 4 }];
        this.workstreams = [
            { id: 1, name: "Web chat", queue: 1, capacity_cost: 1, offer_timeout_ms: 120_000, wrap_up_capacity: "always", wrap_up_capacity_ms: 60_000, allow_busy: true },
        ];
        this.widgets = [
            { id: 1, key: "shop", workstream: 1, title: "Northwind", subtitle: "", colour: "#0f6cbd", language: "en", agent_name: "first", domains: [] },
        ];
        this.quick_replies = [
            { id: 1, shortcut: "hello", language: "", text: "Hello!" },
            { id: 2, owner: 2, shortcut: "mine", language: "", text: "Only mine" },
        ];
    }

    saved(op: string): Args[] {
        return this.asked.filter((each) => each.op === op).map(({ args: { client_id: _, ...rest } }) => rest);
    }

    http: HttpCall = async (op, args) => this.#run(op, args as Args) as never;

    #me(): Me {
        const { id, email, name, language, capacity, load } = this.agents[0]!;
        return { id, email, name, role: this.role, language, capacity, load, presence, queues: [], sessions_open_max: 9, agent_gone_ms: 150_000 };
    }

    #save<T extends { id: number }>(list: T[], args: Args, fresh: Partial<T>): { id: number; position: number } {
        const { client_id: _, everyone: __, ...rest } = args;
        const id = (args["id"] as number | undefined) ?? Math.max(0, ...list.map((each) => each.id)) + 1;
        const place = list.findIndex((each) => each.id === id);
        const made = { ...fresh, ...(place >= 0 ? list[place] : {}), ...rest, id } as T;
        if (place >= 0) list[place] = made;
        else list.push(made);
        return { id, position: 1 };
    }

    #run(op: keyof Operations, args: Args): unknown {
        this.asked.push({ op, args });
        const refusal = this.refuse.get(op);
        if (refusal) throw refusal;
        switch (op) {
            case "who_am_i":
                if (!this.signed_in) throw new Problem("not_signed_in", "unauthenticated");
                return this.#me();
            case "sign_in":
                this.signed_in = true;
                return {};
            case "sign_out":
                this.signed_in = false;
                return {};
            case "set_up":
                if (args["token"] !== this.set_up_token) throw new Problem("link_not_valid", "not_found", "token");
                if (args["name"] === "") throw new Problem("invalid_field", "invalid_argument", "name: empty");
                this.set_up_token = null;
                return { workspace: args["workspace"], email: args["email"] };
            case "list_agents":
                return { agents: this.agents.map((each) => ({ ...each, queues: this.queues.filter((one) => one.members.includes(each.id)).map((one) => one.id) })) };
            case "list_queues":
                return { queues: [...this.queues] };
            case "list_workstreams":
                return { workstreams: [...this.workstreams] };
            case "list_widgets":
                return { widgets: [...this.widgets] };
            case "list_quick_replies":
                return { quick_replies: [...this.quick_replies] };
            case "get_settings":
                return this.settings;
            case "change_settings":
                this.settings = args as unknown as Settings;
                return { position: 1 };
            case "save_agent": {
                const email = this.agents.find((each) => each.email === args["email"] && each.id !== args["id"]);
                if (email) throw new Problem("email_taken", "conflict", email.email);
                const { id: _, ...fresh } = { ...this.agents[0]!, role: "agent" as const, has_password: false, queues: [] };
                return this.#save(this.agents, args, fresh);
            }
            case "create_password_link": {
                const agent = this.agents.find((each) => each.id === args["agent"])!;
                agent.link_expires = Date.now() + 7 * 86_400_000;
                return { token: "pp_1", url: "/desk/#password/pp_1", expires_at: agent.link_expires };
            }
            case "save_queue":
                return this.#save(this.queues, args, { priority: 100, method: "highest_capacity", waiting: 0 });
            case "save_workstream":
                return this.#save(this.workstreams, args, { capacity_cost: 1, wrap_up_capacity: "always", wrap_up_capacity_ms: 60_000, allow_busy: true });
            case "save_widget":
                return this.#save(this.widgets, args, { subtitle: "", agent_name: "first", domains: [] });
            case "save_quick_reply":
                return this.#save(this.quick_replies, args, {});
            case "delete_quick_reply":
                this.quick_replies = this.quick_replies.filter((each) => each.id !== args["id"]);
                return { position: 1 };
            default:
                throw new Problem("not_implemented", "unimplemented");
        }
    }
}
