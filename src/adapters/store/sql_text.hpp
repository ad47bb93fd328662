#pragma once
// One SQL text, two dialects. A text names its parameters (:workspace) and marks what the databases
// spell differently with tokens in braces ({bytes}); this turns it into what a driver prepares.

#include <string>
#include <string_view>
#include <vector>

namespace parley::store {

enum class Dialect { sqlite, postgres };

// A statement as a driver prepares it: parameters numbered by their first appearance.
struct NumberedSql {
    std::string text;               // ?1 for SQLite, $1 for PostgreSQL
    std::vector<std::string> names; // names[0] is parameter 1
};

// Quoted literals are left alone. A text with an unknown token is a bug and stops the process.
NumberedSql number_parameters(std::string_view sql, Dialect dialect);

// Tokens only: schema scripts have no parameters.
std::string expand_tokens(std::string_view sql, Dialect dialect);

} // namespace parley::store
