#include "app/operations/query.hpp"

#include "app/operations/table.hpp"
#include "base/json.hpp"

#include <boost/json/object.hpp>
#include <charconv>
#include <optional>
#include <set>

namespace parley::op {

namespace {

using Texts = std::set<std::string, std::less<>>;

template <class Request> Texts text_fields() {
    Texts texts;
    boost::mp11::mp_for_each<json_detail::Members<Request>>([&](auto field) {
        using F = std::remove_cvref_t<decltype(std::declval<Request>().*field.pointer)>;
        if constexpr (std::is_same_v<F, std::string> ||
                      std::is_same_v<F, std::optional<std::string>>)
            texts.insert(field.name);
    });
    return texts;
}

const Texts& text_fields_of(std::string_view operation) {
    static const auto known = [] {
        std::map<std::string, Texts, std::less<>> known;
        for_each_operation([&]<class Request, class Reply>(const Entry& entry,
                                                           boost::mp11::mp_identity<Request>,
                                                           boost::mp11::mp_identity<Reply>) {
            if (entry.read)
                known.emplace(entry.name, text_fields<Request>());
        });
        return known;
    }();
    static const Texts none;
    auto found = known.find(operation);
    return found == known.end() ? none : found->second;
}

} // namespace

boost::json::value from_query(std::string_view operation,
                              const std::map<std::string, std::string>& query) {
    const auto& texts = text_fields_of(operation);
    boost::json::object object;
    for (const auto& [key, text] : query) {
        std::int64_t number = 0;
        auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (texts.contains(key))
            object[key] = text;
        else if (!text.empty() && error == std::errc() && end == text.data() + text.size())
            object[key] = number;
        else if (text == "true" || text == "false")
            object[key] = text == "true";
        else
            object[key] = text;
    }
    return object;
}

} // namespace parley::op
