#pragma once
// Rows for the store's contract: filled by description, so that a new field is covered by itself.

#include "app/ports/store.hpp"
#include "base/json.hpp"

#include <string>
#include <vector>

namespace parley::contract {

// The n-th of the texts that break stores: quotes, control characters, emoji, SQL, long.
const std::string& awkward_text(std::size_t n);
std::int64_t awkward_number(std::size_t n);

// Every field different and awkward; keys, positions and times are set by the test.
template <class Row> Row filled(std::size_t n) {
    Row row;
    boost::mp11::mp_for_each<json_detail::Members<Row>>([&](auto d) {
        auto& field = row.*d.pointer;
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(field)>, std::string>)
            field = awkward_text(n) + d.name;
        else
            field = awkward_number(n) - static_cast<std::int64_t>(std::string_view(d.name).size());
        ++n;
    });
    return row;
}

// A commit with nothing in it but what every commit has.
WorkspaceCommit commit_at(std::int64_t workspace, Position position);

row::Customer customer(std::int64_t workspace, std::int64_t id);
row::Conversation open_conversation(std::int64_t workspace, std::int64_t id, std::int64_t customer);
row::Conversation closed_conversation(std::int64_t workspace, std::int64_t id,
                                      std::int64_t customer, std::int64_t agent,
                                      std::int64_t closed_at);
row::Message message(std::int64_t workspace, std::int64_t conversation, Seq seq);

// What doctest prints and compares.
template <class Row> std::string text_of(const Row& row) { return to_json(row); }
template <class Row> std::vector<std::int64_t> ids_of(const std::vector<Row>& rows) {
    std::vector<std::int64_t> ids;
    for (const auto& row : rows)
        ids.push_back(row.id);
    return ids;
}
inline std::vector<std::int64_t> seqs_of(const std::vector<row::Message>& rows) {
    std::vector<std::int64_t> seqs;
    for (const auto& row : rows)
        seqs.push_back(row.seq);
    return seqs;
}

CommitResult commit_one(Store& store, WorkspaceCommit commit);

} // namespace parley::contract
