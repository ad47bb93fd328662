#include "adapters/store/bind.hpp"

namespace parley::store {

std::vector<SqlValue> named_parameters(Sql sql, std::initializer_list<NamedValue> values) {
    const auto& names = parameter_names(sql);
    ENSURE(names.size() == values.size());
    std::vector<SqlValue> ordered(names.size());
    for (const auto& [name, value] : values) {
        auto place = std::ranges::find(names, name);
        ENSURE(place != names.end());
        ordered[static_cast<std::size_t>(place - names.begin())] = value;
    }
    return ordered;
}

} // namespace parley::store
