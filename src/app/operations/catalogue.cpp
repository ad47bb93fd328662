#include "app/operations/catalogue.hpp"

#include "app/operations/names.hpp"
#include "app/operations/problem_document.hpp"
#include "base/check.hpp"
#include "base/json.hpp"

#include <algorithm>

namespace parley::op {

namespace {

using namespace json_detail;

class Reader {
public:
    // The type of T for use in a field; its definition is made on first sight.
    template <class T> Type type() {
        if constexpr (std::is_same_v<T, bool>) {
            return {Type::Kind::boolean};
        } else if constexpr (std::integral<T>) {
            return {Type::Kind::integer};
        } else if constexpr (std::is_same_v<T, std::string>) {
            return {Type::Kind::string};
        } else if constexpr (is_vector<T>::value) {
            return {Type::Kind::list, {}, share(type<typename T::value_type>())};
        } else if constexpr (is_map<T>::value) {
            return {Type::Kind::map, {}, share(type<typename T::mapped_type>())};
        } else {
            static_assert(!name_of<T>.empty(), "give the type a name in operations/names.hpp");
            return {Type::Kind::named, define<T>(name_of<T>)};
        }
    }

    // The name under which T is defined; `name` is used when it has none of its own.
    template <class T> std::string define(std::string_view name) {
        if constexpr (!name_of<T>.empty())
            name = name_of<T>;
        if (catalogue.find(name))
            return std::string(name);
        Definition definition{std::string(name)};
        if constexpr (DescribedEnum<T>) {
            definition.kind = Definition::Kind::choice;
            boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>(
                [&](auto d) { definition.values.emplace_back(d.name); });
        } else if constexpr (Wired<T>) {
            definition.kind = Definition::Kind::number;
        } else {
            boost::mp11::mp_for_each<Members<T>>([&](auto d) {
                using F = std::remove_cvref_t<decltype(std::declval<T>().*d.pointer)>;
                if constexpr (is_optional<F>::value)
                    definition.fields.push_back({d.name, type<typename F::value_type>(), true});
                else
                    definition.fields.push_back({d.name, type<F>()});
            });
        }
        catalogue.definitions.push_back(std::move(definition));
        return std::string(name);
    }

    Catalogue catalogue;

private:
    static std::shared_ptr<const Type> share(Type type) {
        return std::make_shared<const Type>(std::move(type));
    }
};

} // namespace

const Definition* Catalogue::find(std::string_view name) const {
    auto found = std::ranges::find(definitions, name, &Definition::name);
    return found == definitions.end() ? nullptr : &*found;
}

std::string pascal_case(std::string_view snake_case) {
    std::string pascal;
    bool up = true;
    for (char c : snake_case) {
        if (c == '_') {
            up = true;
            continue;
        }
        pascal += up && c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c;
        up = false;
    }
    return pascal;
}

Catalogue make_catalogue() {
    Reader reader;
    reader.type<view::Me>();
    reader.type<view::Queue>();
    reader.type<view::QuickReply>();
    reader.type<view::Conversation>();
    reader.type<view::Offer>();
    reader.type<view::Message>();
    reader.type<view::CustomerConversation>();
    reader.type<view::List>();
    reader.type<view::Typing>();
    reader.type<ProblemDocument>();
    for_each_operation([&]<class Request, class Reply>(const Entry& entry,
                                                       boost::mp11::mp_identity<Request>,
                                                       boost::mp11::mp_identity<Reply>) {
        auto name = pascal_case(entry.name);
        auto request = reader.define<Request>(name + "Request");
        auto reply = reader.define<Reply>(name + "Reply");
        reader.catalogue.operations.push_back({entry, std::move(request), std::move(reply)});
    });
    for (const auto& definition : reader.catalogue.definitions)
        ENSURE(reader.catalogue.find(definition.name) == &definition);
    return std::move(reader.catalogue);
}

} // namespace parley::op
