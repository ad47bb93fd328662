#pragma once
// Described structs to JSON and back. Boost.JSON turns text into a value; this maps values onto
// structs (read_json) and prints structs straight into a buffer (write_json).
//
// The mapping: a struct is an object of its described fields by name; an empty optional is left
// out; an enum is its enumerator's name; strong ids and Time are integers (wire()/from_wire());
// a variant is its alternative's object with a "type" in front, named by Alternative::type_name;
// a Private<T> field is never written and never read.
// Reading names the path of what is wrong: "messages[0].text: expected a string".

#include "base/private.hpp"
#include "base/result.hpp"

#include <boost/describe.hpp>
#include <boost/json/value.hpp>
#include <boost/mp11.hpp>
#include <charconv>
#include <concepts>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

namespace parley {

// A fragment that is already JSON; printed as it is.
struct RawJson {
    std::string text = "null";
    bool operator==(const RawJson&) const = default;
};

// What to do with a field that the struct does not have.
enum class UnknownFields {
    refuse, // the public edge
    ignore, // our own rows, payloads of other services
};

// Appends `text` as a JSON string literal. `text` must be valid UTF-8.
void write_json_string(std::string& out, std::string_view text);

// Parses text: UTF-8 checked, depth at most 32, trailing bytes refused, duplicate keys: last wins.
Result<boost::json::value> parse_json(std::string_view text);

namespace json_detail {

template <class T> struct is_vector : std::false_type {};
template <class T> struct is_vector<std::vector<T>> : std::true_type {};
template <class T> struct is_optional : std::false_type {};
template <class T> struct is_optional<std::optional<T>> : std::true_type {};
template <class T> struct is_map : std::false_type {};
template <class T> struct is_map<std::map<std::string, T>> : std::true_type {};
template <class T> struct is_variant : std::false_type {};
template <class... T> struct is_variant<std::variant<T...>> : std::true_type {};
template <class T> struct is_private : std::false_type {};
template <class T> struct is_private<Private<T>> : std::true_type {};

template <class T>
concept Wired = requires(const T& t) {
    { t.wire() };
    { T::from_wire(t.wire()) } -> std::same_as<T>;
};
template <class T>
concept Described = boost::describe::has_describe_members<T>::value && !Wired<T>;
template <class T>
concept DescribedEnum = std::is_enum_v<T> && boost::describe::has_describe_enumerators<T>::value;

template <class T>
using Members = boost::describe::describe_members<T, boost::describe::mod_public |
                                                         boost::describe::mod_inherited>;

// Errors carry their path from the outside in; each level puts its own step in front.
Error at_field(std::string_view field, Error inner);
Error at_index(std::size_t index, Error inner);
Error expected(std::string_view what);
Error unknown_field(std::string_view field);
Error missing_field(std::string_view field);

} // namespace json_detail

// The name of an enumerator; "" for a value that has none.
template <json_detail::DescribedEnum E> constexpr std::string_view enum_name(E value) {
    std::string_view name;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto d) {
        if (d.value == value)
            name = d.name;
    });
    return name;
}
template <json_detail::DescribedEnum E>
constexpr std::optional<E> enum_value(std::string_view name) {
    std::optional<E> value;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto d) {
        if (name == d.name)
            value = d.value;
    });
    return value;
}

// ---- writing ----

template <class T> void write_json(std::string& out, const T& value) {
    using namespace json_detail;
    if constexpr (std::is_same_v<T, RawJson>) {
        out += value.text;
    } else if constexpr (std::is_same_v<T, bool>) {
        out += value ? "true" : "false";
    } else if constexpr (std::integral<T> || std::floating_point<T>) {
        char digits[32];
        auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
        out.append(digits, end);
    } else if constexpr (DescribedEnum<T>) {
        out += '"';
        out += enum_name(value);
        out += '"';
    } else if constexpr (std::convertible_to<const T&, std::string_view>) {
        write_json_string(out, value);
    } else if constexpr (Wired<T>) {
        write_json(out, value.wire());
    } else if constexpr (is_optional<T>::value) {
        if (value)
            write_json(out, *value);
        else
            out += "null";
    } else if constexpr (is_vector<T>::value) {
        out += '[';
        for (bool first = true; const auto& item : value) {
            if (!first)
                out += ',';
            first = false;
            write_json(out, item);
        }
        out += ']';
    } else if constexpr (is_map<T>::value) {
        out += '{';
        for (bool first = true; const auto& [key, item] : value) {
            if (!first)
                out += ',';
            first = false;
            write_json_string(out, key);
            out += ':';
            write_json(out, item);
        }
        out += '}';
    } else if constexpr (is_variant<T>::value) {
        std::visit(
            [&]<class A>(const A& alternative) {
                out += "{\"type\":\"";
                out += A::type_name;
                out += '"';
                auto start = out.size();
                write_json(out, alternative);
                if (out.size() - start > 2)
                    out[start] = ','; // the object's own brace becomes the separator
                else
                    out.erase(start, 1);
            },
            value);
    } else {
        static_assert(Described<T>, "describe the struct with BOOST_DESCRIBE_STRUCT");
        out += '{';
        bool first = true;
        boost::mp11::mp_for_each<Members<T>>([&](auto d) {
            const auto& field = value.*d.pointer;
            using F = std::remove_cvref_t<decltype(field)>;
            if constexpr (is_private<F>::value)
                return;
            else if constexpr (is_optional<F>::value)
                if (!field)
                    return;
            if (!first)
                out += ',';
            first = false;
            out += '"';
            out += d.name;
            out += "\":";
            if constexpr (!is_private<F>::value)
                write_json(out, field);
        });
        out += '}';
    }
}

template <class T> std::string to_json(const T& value) {
    std::string out;
    write_json(out, value);
    return out;
}

// ---- reading ----

template <class T>
Result<T> read_json(const boost::json::value& value,
                    UnknownFields unknown = UnknownFields::refuse) {
    using namespace json_detail;
    if constexpr (std::is_same_v<T, bool>) {
        if (!value.is_bool())
            return fail(expected("true or false"));
        return value.get_bool();
    } else if constexpr (std::integral<T>) {
        boost::system::error_code failed;
        auto number = value.is_number() ? value.to_number<T>(failed) : T{};
        if (!value.is_number() || failed || value.is_double())
            return fail(expected("an integer"));
        return number;
    } else if constexpr (std::floating_point<T>) {
        boost::system::error_code failed;
        auto number = value.is_number() ? value.to_number<T>(failed) : T{};
        if (!value.is_number() || failed)
            return fail(expected("a number"));
        return number;
    } else if constexpr (DescribedEnum<T>) {
        if (value.is_string())
            if (auto known = enum_value<T>(std::string_view(value.get_string())))
                return *known;
        std::string names = "one of";
        boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>(
            [&](auto d) { (names += ' ') += d.name; });
        return fail(expected(names));
    } else if constexpr (std::is_same_v<T, std::string>) {
        if (!value.is_string())
            return fail(expected("a string"));
        return std::string(value.get_string());
    } else if constexpr (Wired<T>) {
        TRY(auto wire,
            read_json<std::remove_cvref_t<decltype(std::declval<T>().wire())>>(value, unknown));
        return T::from_wire(wire);
    } else if constexpr (is_optional<T>::value) {
        if (value.is_null())
            return T();
        TRY(auto inner, read_json<typename T::value_type>(value, unknown));
        return T(std::move(inner));
    } else if constexpr (is_vector<T>::value) {
        if (!value.is_array())
            return fail(expected("an array"));
        T items;
        items.reserve(value.get_array().size());
        for (const auto& element : value.get_array()) {
            auto item = read_json<typename T::value_type>(element, unknown);
            if (!item)
                return fail(at_index(items.size(), std::move(item).error()));
            items.push_back(*std::move(item));
        }
        return items;
    } else if constexpr (is_map<T>::value) {
        if (!value.is_object())
            return fail(expected("an object"));
        T items;
        for (const auto& element : value.get_object()) {
            auto item = read_json<typename T::mapped_type>(element.value(), unknown);
            if (!item)
                return fail(at_field(element.key(), std::move(item).error()));
            items.insert_or_assign(std::string(element.key()), *std::move(item));
        }
        return items;
    } else if constexpr (is_variant<T>::value) {
        if (!value.is_object())
            return fail(expected("an object"));
        const auto* type = value.get_object().if_contains("type");
        if (!type || !type->is_string())
            return fail(at_field("type", expected("a string")));
        std::string_view name = type->get_string();
        std::optional<Result<T>> found;
        boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, T>>(
            [&](auto tag) {
                using A = typename decltype(tag)::type;
                if (found || name != A::type_name)
                    return;
                auto object = value.get_object();
                object.erase("type");
                auto alternative = read_json<A>(boost::json::value(std::move(object)), unknown);
                if (alternative)
                    found.emplace(T(*std::move(alternative)));
                else
                    found.emplace(fail(std::move(alternative).error()));
            });
        if (!found)
            return fail(at_field("type", expected("a known type")));
        return *std::move(found);
    } else {
        static_assert(Described<T>, "describe the struct with BOOST_DESCRIBE_STRUCT");
        if (!value.is_object())
            return fail(expected("an object"));
        const auto& object = value.get_object();
        T result{};
        std::size_t known = 0;
        std::optional<Error> problem;
        boost::mp11::mp_for_each<Members<T>>([&](auto d) {
            if (problem)
                return;
            auto& field = result.*d.pointer;
            using F = std::remove_cvref_t<decltype(field)>;
            if constexpr (!is_private<F>::value) {
                const auto* element = object.if_contains(d.name);
                if (!element) {
                    if constexpr (!is_optional<F>::value)
                        problem = missing_field(d.name);
                    return;
                }
                ++known;
                auto read = read_json<F>(*element, unknown);
                if (read)
                    field = *std::move(read);
                else
                    problem = at_field(d.name, std::move(read).error());
            }
        });
        if (problem)
            return fail(*std::move(problem));
        if (unknown == UnknownFields::refuse && known != object.size())
            for (const auto& element : object) {
                bool found = false;
                boost::mp11::mp_for_each<Members<T>>(
                    [&](auto d) { found |= element.key() == d.name; });
                if (!found)
                    return fail(unknown_field(element.key()));
            }
        return result;
    }
}

// Text straight to struct.
template <class T>
Result<T> from_json(std::string_view text, UnknownFields unknown = UnknownFields::refuse) {
    TRY(auto value, parse_json(text));
    return read_json<T>(value, unknown);
}

} // namespace parley
