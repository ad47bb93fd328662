// A busy morning.
import type { FakeServer } from "./server";

export function furnish(server: FakeServer, long = 0): void {
    const now = server.now();
    const minute = 60_000;
    server.me.load = 3;
    server.me.presence.kind = "do_not_disturb";
    server.me.presence.cause = "capacity";
    const replies: [string, string, boolean][] = [
        ["hello", "Hello and welcome! How can I help you today?", false],
        ["moment", "One moment please, I am looking that up for you.", false],
        ["tracking", "You can follow your parcel here: https://shop.example/tracking", false],
        ["return", "You can return the item within 30 days. I will send you the label by e-mail.", false],
        ["kettle", "The kettle's lid comes off by pressing both sides gently.", true],
    ];
    replies.forEach(([shortcut, text, own], index) =>
        server.quick_replies.set(index + 1, { id: index + 1, ...(own ? { owner: 7 } : {}), shortcut, text, language: "" }),
    );

    const anna = server.mine({
        id: 1042,
        customer: 31,
        customer_name: "Anna Kowalska",
        accepted_at: now - 9 * minute,
        created_at: now - 12 * minute,
        queued_at: now - 12 * minute,
        language: "pl",
        context: { Cart: "€ 84.90", Customer: "since 2021", Campaign: "spring" },
    });
    const say = (id: number, ago: number, author: "customer" | "agent", text: string) =>
        server.say(id, text, {
            author,
            sent_at: now - ago,
            ...(author === "agent" ? { agent: 7, name: "Ava Lindqvist" } : {}),
        });
    say(anna.id, 12 * minute, "customer", "Hi! I ordered the blue kettle last week and it still has not arrived 😕");
    server.say(anna.id, "", { author: "system", line: "agent_joined", name: "Ava Lindqvist", sent_at: now - 9 * minute });
    say(anna.id, 8.8 * minute, "agent", "Hello Anna, I am sorry to hear that. Let me look it up for you.");
    say(anna.id, 8.5 * minute, "agent", "Could you tell me the order number?\nIt is in the confirmation mail and begins with SO.");
    say(anna.id, 8 * minute, "customer", "SO-20931");
    say(anna.id, 7.9 * minute, "customer", "and this is the page: https://shop.example/orders/SO-20931?from=mail.");
    for (let i = 0; i < long; i++) say(anna.id, 7 * minute - i * 50, i % 3 ? "customer" : "agent", `Line ${i + 1} of a long conversation, with a few words to fill the width of a bubble.`);
    say(anna.id, 1.9 * minute, "agent", "Thank you! The parcel left our warehouse on Monday and is with the carrier now. It should arrive tomorrow before noon.");
    server.conversations.get(anna.id)!.agent_read_seq = server.conversations.get(anna.id)!.last_seq;
    server.conversations.get(anna.id)!.customer_read_seq = server.conversations.get(anna.id)!.last_seq;
    say(anna.id, 0.7 * minute, "customer", "Oh, great!");
    say(anna.id, 0.6 * minute, "customer", "Can I still change the delivery address? I will be at work tomorrow.");

    const visitor = server.mine({ id: 1044, customer: 17, accepted_at: now - 6 * minute, device: "phone", page: "https://shop.example/help/returns" });
    say(visitor.id, 6 * minute, "agent", "Hello! How can I help?");
    for (let i = 0; i < 12; i++) say(visitor.id, 3 * minute, "customer", `question ${i + 1}`);

    const ken = server.mine({ id: 1046, customer: 40, customer_name: "田中 健", accepted_at: now - 20 * minute, state: "wrap_up", cause: "ended_by_customer", wrap_up_until: now + 11.4 * minute, language: "ja", customer_connected: false });
    say(ken.id, 18 * minute, "customer", "ありがとうございました。");
    server.say(ken.id, "", { author: "system", line: "customer_ended", sent_at: now - 3 * minute });
    server.change(ken.id, { agent_read_seq: 2 });

    for (const [id, name, text, ago] of [
        [1050, "", "Is anybody there?", 4],
        [1051, "Jonas Weber", "Meine Rechnung stimmt nicht", 2.5],
        [1053, "Мария", "Здравствуйте, не могу войти", 0.5],
    ] as const) {
        const each = server.conversation({ id, customer: id - 900, customer_name: name, queued_at: now - ago * minute });
        say(each.id, ago * minute, "customer", text);
    }
    for (const [id, name, cause] of [
        [1031, "Anna Kowalska", "wrapped_up"],
        [1027, "", "wrap_up_timeout"],
    ] as const) {
        const each = server.conversation({ id, customer: id === 1031 ? 31 : id, customer_name: name, created_at: now - 5 * 3_600_000, agent_name: "Ava Lindqvist" });
        say(each.id, 5 * 3_600_000, "customer", "Which filter fits the coffee machine?");
        say(each.id, 4.9 * 3_600_000, "agent", "Number 4, the paper ones.");
        server.change(each.id, { state: "closed", cause, closed_at: now - 4.8 * 3_600_000 });
    }
}
