#include "app/operations/table.hpp"

#include <algorithm>
#include <vector>

namespace parley::op {

std::span<const Entry> operations() {
    static const std::vector<Entry> entries = [] {
        std::vector<Entry> all;
        for_each_operation([&](const Entry& entry, auto, auto) { all.push_back(entry); });
        return all;
    }();
    return entries;
}

const Entry* find_operation(std::string_view name) {
    auto all = operations();
    auto found = std::ranges::find(all, name, &Entry::name);
    return found == all.end() ? nullptr : &*found;
}

} // namespace parley::op
