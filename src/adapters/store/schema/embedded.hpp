#pragma once
// The schema's migrations as strings of the binary: element 0 is 0001.sql. A file that was released
// never changes; what comes later is a new file.

#include <span>
#include <string_view>

namespace parley::store {
std::span<const std::string_view> schema_texts();
}
