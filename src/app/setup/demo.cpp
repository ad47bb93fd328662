#include "app/setup/new_workspace.hpp"

namespace parley {

namespace {

command::SaveAgent person(std::string email, std::string name, std::string nickname, Role role,
                          std::string language, std::int64_t capacity,
                          const std::string& password_hash) {
    command::SaveAgent save;
    save.email = std::move(email);
    save.name = std::move(name);
    save.nickname = std::move(nickname);
    save.role = role;
    save.language = std::move(language);
    save.capacity = capacity;
    save.password_hash = password_hash;
    return save;
}

command::SaveQuickReply reply(std::string shortcut, std::string language, std::string text) {
    QuickReply value;
    value.shortcut = std::move(shortcut);
    value.language = std::move(language);
    value.text = std::move(text);
    return {std::move(value)};
}

} // namespace

std::vector<Command> demo_commands(const std::string& hash) {
    std::vector<Command> commands;
    // Ids are given in this order: 1 admin, 2 sofia, 3 ava, 4 ben, 5 mei.
    commands.push_back(
        person("admin@demo.test", "Alex Morgan", "", Role::administrator, "en", 3, hash));
    commands.push_back(
        person("sofia@demo.test", "Sofia Petrova", "", Role::supervisor, "ru", 2, hash));
    commands.push_back(person("ava@demo.test", "Ava Lindqvist", "", Role::agent, "en", 3, hash));
    commands.push_back(person("ben@demo.test", "Ben Hoffmann", "", Role::agent, "de", 3, hash));
    commands.push_back(person("mei@demo.test", "Mei Tanaka", "", Role::agent, "ja", 3, hash));

    command::SaveQueue support;
    support.name = "Support";
    support.priority = 100;
    support.members = {AgentId(2), AgentId(3), AgentId(4), AgentId(5)};
    commands.push_back(support);
    command::SaveQueue orders;
    orders.name = "Orders";
    orders.priority = 50;
    orders.method = AssignmentMethod::round_robin;
    orders.members = {AgentId(2), AgentId(3), AgentId(4)};
    commands.push_back(orders);

    Workstream chat;
    chat.name = "Shop chat";
    chat.queue = QueueId(1);
    chat.offer_timeout_ms = 60'000;
    commands.push_back(command::SaveWorkstream{chat});
    Workstream order_chat;
    order_chat.name = "Order chat";
    order_chat.queue = QueueId(2);
    order_chat.offer_timeout_ms = 60'000;
    commands.push_back(command::SaveWorkstream{order_chat});

    Widget widget;
    widget.key = "demo";
    widget.workstream = WorkstreamId(1);
    widget.title = "Fern & Kettle";
    widget.subtitle = "We usually answer within a minute";
    widget.colour = "#0b6a4f";
    commands.push_back(command::SaveWidget{widget});
    Widget order_widget = widget;
    order_widget.key = "demo-orders";
    order_widget.workstream = WorkstreamId(2);
    order_widget.subtitle = "Questions about an order";
    commands.push_back(command::SaveWidget{order_widget});

    commands.push_back(
        reply("hello", "en", "Hello, and thank you for writing. How can I help you?"));
    commands.push_back(reply("moment", "en", "One moment please, I am looking that up for you."));
    commands.push_back(reply("shipping", "en",
                             "We ship within one working day; delivery takes two to three days."));
    commands.push_back(reply("bye", "en", "You are welcome. Have a good day!"));
    commands.push_back(
        reply("hallo", "de", "Guten Tag und danke für Ihre Nachricht. Wie kann ich Ihnen helfen?"));
    commands.push_back(reply("moment", "de", "Einen Moment bitte, ich sehe für Sie nach."));
    commands.push_back(
        reply("versand", "de",
              "Wir versenden innerhalb eines Werktags; die Lieferung dauert zwei bis drei Tage."));
    commands.push_back(reply("konnichiwa", "ja",
                             "お問い合わせありがとうございます。どのようなご用件でしょうか。"));
    commands.push_back(reply("shosho", "ja", "確認いたしますので、少々お待ちください。"));
    commands.push_back(
        reply("privet", "ru", "Здравствуйте, спасибо за обращение. Чем могу помочь?"));
    commands.push_back(reply("minutu", "ru", "Одну минуту, пожалуйста, сейчас проверю."));
    return commands;
}

} // namespace parley
