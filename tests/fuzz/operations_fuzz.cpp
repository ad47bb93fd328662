#include "targets.hpp"

#include "app/operations/table.hpp"
#include "base/check.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

namespace parley::fuzz {

namespace {

// Reading is the inverse of writing, and an error is valid UTF-8 that names what is wrong.
template <class Request> void read_and_write(const boost::json::value& value) {
    auto request = read_json<Request>(value);
    if (!request) {
        ENSURE(!request.error().reason.empty());
        ENSURE(is_valid_utf8(request.error().detail));
        return;
    }
    const auto once = to_json(*request);
    auto again = from_json<Request>(once);
    ENSURE(again.has_value());
    ENSURE(to_json(*again) == once);
}

} // namespace

void fuzz_operations(std::string_view bytes) {
    auto end = bytes.find('\n');
    auto name = bytes.substr(0, end);
    auto text = end == std::string_view::npos ? std::string_view() : bytes.substr(end + 1);
    auto value = parse_json(text);
    if (!value)
        return;
    ENSURE(is_valid_utf8(text));
    op::for_each_operation([&](const op::Entry& entry, auto request, auto) {
        if (entry.name == name)
            read_and_write<typename decltype(request)::type>(*value);
    });
}

} // namespace parley::fuzz
