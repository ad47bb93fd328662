#pragma once
// Described row structs as parameters and as rows of an answer, by name. A parameter or column
// without a field is a bug and stops the process at the statement's first use; a field without a
// parameter too.

#include "adapters/store/sql_driver.hpp"
#include "base/check.hpp"
#include "base/json.hpp"

#include <algorithm>
#include <array>
#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <initializer_list>
#include <utility>
#include <vector>

namespace parley::store {

template <class Row> using RowFields = json_detail::Members<Row>;
template <class Row>
inline constexpr std::size_t field_count = boost::mp11::mp_size<RowFields<Row>>::value;

// For each field of Row, in the order described: the index of the parameter it fills.
template <Sql S, class Row> const std::array<std::size_t, field_count<Row>>& parameter_places() {
    static const auto places = [] {
        const auto& names = parameter_names(S);
        ENSURE(names.size() == field_count<Row>);
        std::array<std::size_t, field_count<Row>> made{};
        std::size_t field = 0;
        boost::mp11::mp_for_each<RowFields<Row>>([&](auto d) {
            auto name = std::ranges::find(names, std::string_view(d.name));
            ENSURE(name != names.end());
            made[field++] = static_cast<std::size_t>(name - names.begin());
        });
        return made;
    }();
    return places;
}

template <Sql S, class Row> std::array<SqlValue, field_count<Row>> parameters_of(const Row& row) {
    const auto& places = parameter_places<S, Row>();
    std::array<SqlValue, field_count<Row>> values;
    std::size_t field = 0;
    boost::mp11::mp_for_each<RowFields<Row>>(
        [&](auto d) { values[places[field++]] = SqlValue(row.*d.pointer); });
    return values;
}

// Parameters given one by one: {{"workspace", 1}, {"id", 7}}.
using NamedValue = std::pair<std::string_view, SqlValue>;
std::vector<SqlValue> named_parameters(Sql sql, std::initializer_list<NamedValue> values);

// Collects an answer as described rows.
template <class Row> class RowsOf : public SqlRowReader {
public:
    explicit RowsOf(std::vector<Row>& rows) : rows_(rows) {}

    void columns(std::span<const std::string> names) override {
        ENSURE(names.size() == field_count<Row>);
        std::size_t field = 0;
        boost::mp11::mp_for_each<RowFields<Row>>([&](auto d) {
            auto name = std::ranges::find(names, std::string_view(d.name));
            ENSURE(name != names.end());
            places_[field++] = static_cast<int>(name - names.begin());
        });
    }

    void row(const SqlRow& answer) override {
        Row row;
        std::size_t field = 0;
        boost::mp11::mp_for_each<RowFields<Row>>([&](auto d) {
            auto& value = row.*d.pointer;
            auto column = places_[field++];
            if constexpr (std::integral<std::remove_cvref_t<decltype(value)>>)
                value = answer.integer(column);
            else
                value = answer.text(column);
        });
        rows_.push_back(std::move(row));
    }

private:
    std::vector<Row>& rows_;
    std::array<int, field_count<Row>> places_{};
};

// The first column of the first row, if there is one.
class OneInteger : public SqlRowReader {
public:
    void columns(std::span<const std::string>) override {}
    void row(const SqlRow& row) override {
        if (!value)
            value = row.integer(0);
    }
    std::optional<std::int64_t> value;
};
class OneText : public SqlRowReader {
public:
    void columns(std::span<const std::string>) override {}
    void row(const SqlRow& row) override {
        if (!value)
            value.emplace(row.text(0));
    }
    std::optional<std::string> value;
};

} // namespace parley::store
