#include "contract/rows.hpp"

#include <array>

namespace parley::contract {

const std::string& awkward_text(std::size_t n) {
    static const std::array<std::string, 9> texts = {
        "",
        "plain",
        "'; DROP TABLE message; --",
        "\"double\" and 'single' and \\back\\slash\\",
        "line\nbreak\r\n\ttab \x01\x1f\x7f",
        "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x80 family "
        "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9",
        "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D \xE6\x97\xA5\xE6\x9C\xAC "
        "\xD0\xBF\xD1\x80\xD0\xB8\xD0\xB2",
        ":name $1 ?1 {bytes} %s %% __",
        std::string(24'000, 'x'),
    };
    return texts[n % texts.size()];
}

std::int64_t awkward_number(std::size_t n) {
    static constexpr std::array<std::int64_t, 6> numbers = {
        1, -7, 1'764'576'120'000, 9'007'199'254'740'993, INT64_MAX, INT64_MIN + 100};
    return numbers[n % numbers.size()];
}

WorkspaceCommit commit_at(std::int64_t workspace, Position position) {
    WorkspaceCommit commit;
    commit.workspace = {.id = workspace,
                        .name = "workspace " + std::to_string(workspace),
                        .settings = "{}",
                        .counters = "{}",
                        .position = position,
                        .history_id = "h",
                        .created_at = 1};
    commit.position_before = position - 1;
    commit.journal = {
        .workspace = workspace, .position = position, .at = position * 1'000, .events = "[]"};
    return commit;
}

row::Customer customer(std::int64_t workspace, std::int64_t id) {
    return {.workspace = workspace,
            .id = id,
            .position = 1,
            .visitor = "visitor " + std::to_string(id),
            .name = "Customer " + std::to_string(id),
            .created_at = 1};
}

row::Conversation open_conversation(std::int64_t workspace, std::int64_t id,
                                    std::int64_t customer) {
    row::Conversation row;
    row.workspace = workspace;
    row.id = id;
    row.position = 1;
    row.customer = customer;
    row.state = "active";
    row.cause = "accepted";
    return row;
}

row::Conversation closed_conversation(std::int64_t workspace, std::int64_t id,
                                      std::int64_t customer, std::int64_t agent,
                                      std::int64_t closed_at) {
    auto row = open_conversation(workspace, id, customer);
    row.state = "closed";
    row.cause = "wrapped_up";
    row.agent = agent;
    row.closed_at = closed_at;
    return row;
}

row::Message message(std::int64_t workspace, std::int64_t conversation, Seq seq) {
    return {.workspace = workspace,
            .conversation = conversation,
            .seq = seq,
            .author = "customer",
            .text = "message " + std::to_string(seq),
            .sent_at = 1'000 + seq};
}

CommitResult commit_one(Store& store, WorkspaceCommit commit) {
    std::vector<WorkspaceCommit> commits;
    commits.push_back(std::move(commit));
    return store.commit(commits);
}

} // namespace parley::contract
