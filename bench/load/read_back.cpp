#include "load/read_back.hpp"

#include "app/operations/shapes.hpp"
#include "client/http_client.hpp"
#include "client/in_parallel.hpp"

#include <atomic>
#include <fmt/format.h>

namespace parley::bench {

namespace {

Result<void> compare(client::HttpClient& http, const Written& written) {
    op::list_messages::Request request;
    request.conversation = ConversationId(written.conversation);
    request.limit = limits::page_items_max;
    request.after_seq = 0;
    std::int64_t n = 0;
    Seq last_seq = 0;
    while (true) {
        TRY(auto page, http.call<op::list_messages::Reply>("list_messages", request));
        for (const auto& message : page.messages) {
            if (message.seq != last_seq + 1)
                return fail(ErrorCode::internal, "seq_hole",
                            fmt::format("conversation {}: {} follows {}", written.conversation,
                                        message.seq, last_seq));
            last_seq = message.seq;
            if (message.author != AuthorKind::customer)
                continue;
            if (n >= written.sent || message.text != text_of(n) ||
                message.seq != written.seqs[static_cast<std::size_t>(n)])
                return fail(ErrorCode::internal, "message_differs",
                            fmt::format("conversation {}: seq {} is not message {}",
                                        written.conversation, message.seq, n));
            ++n;
        }
        if (!page.has_more)
            break;
        request.after_seq = last_seq;
    }
    if (n != written.sent)
        return fail(ErrorCode::internal, "messages_missing",
                    fmt::format("conversation {}: {} of {} messages", written.conversation, n,
                                written.sent));
    return {};
}

} // namespace

Result<std::int64_t> read_back(std::uint16_t port, const std::string& administrator,
                               const std::vector<Written>& written) {
    auto client = [&] {
        client::HttpClient http(port);
        http.use_token(administrator);
        return http;
    };
    DO(client::in_parallel(written.size(), 2, client, [&](client::HttpClient& http, std::size_t i) {
        return compare(http, written[i]);
    }));
    std::int64_t total = 0;
    for (const auto& one : written)
        total += one.sent;
    return total;
}

} // namespace parley::bench
