// A user is saved in parts: the account, then each queue whose membership changes.
import type { ListedQueue, PresenceKind, Role } from "@parley/api";
import type { Admin } from "../../app/admin";

export interface UserValues {
    name: string;
    nickname: string;
    email: string;
    role: Role;
    language: string;
    capacity: number;
    default_presence: PresenceKind;
    queues: number[];
}

export async function save_user(admin: Admin, id: number | "new", values: UserValues): Promise<number> {
    const { queues: wanted, ...account } = values;
    const saved = await admin.change("save_agent", {
        ...(id === "new" ? {} : { id }),
        ...account,
        email: account.email.trim(),
        name: account.name.trim(),
        nickname: account.nickname.trim(),
    });
    await save_memberships(admin, saved.id, wanted);
    return saved.id;
}

// As the queues are now, so that what somebody else has changed meanwhile stays.
async function save_memberships(admin: Admin, agent: number, wanted: readonly number[]): Promise<void> {
    const { queues } = await admin.call("list_queues", {});
    for (const queue of queues) {
        const is_member = queue.members.includes(agent);
        if (is_member === wanted.includes(queue.id)) continue;
        await add_or_remove(admin, queue, agent, !is_member);
    }
}

export async function add_or_remove(admin: Admin, queue: ListedQueue, agent: number, add: boolean): Promise<void> {
    const others = queue.members.filter((each) => each !== agent);
    await admin.change("save_queue", { id: queue.id, name: queue.name, members: add ? [...others, agent] : others });
}
