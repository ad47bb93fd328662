#include "adapters/store/sql_text.hpp"

#include "base/check.hpp"

#include <algorithm>
#include <array>

namespace parley::store {
namespace {

struct Token {
    std::string_view name;
    std::string_view sqlite;
    std::string_view postgres;
};

constexpr std::array tokens = {
    Token{"int", "INTEGER", "bigint"},
    Token{"text", "TEXT", "text COLLATE \"C\""},
    Token{"bytes", "BLOB", "bytea"},
    Token{"double", "REAL", "double precision"},
    Token{"strict", "STRICT", ""},
    Token{"clustered", "STRICT, WITHOUT ROWID", ""},
    // SQLite plans without statistics and would read all of a workspace's conversations.
    Token{"by_closed", "INDEXED BY conversation_closed", ""},
    Token{"hot", "", "WITH (fillfactor = 70)"},
};

constexpr bool is_name(char c) {
    return (c >= 'a' && c <= 'z') || c == '_' || (c >= '0' && c <= '9');
}

std::string_view name_at(std::string_view sql, std::size_t start) {
    auto end = start;
    while (end < sql.size() && is_name(sql[end]))
        ++end;
    return sql.substr(start, end - start);
}

// The length of the quoted literal or comment that starts at `at`; 0 if none does.
std::size_t quoted_length(std::string_view sql, std::size_t at) {
    std::string_view closing;
    if (sql[at] == '\'')
        closing = "'";
    else if (sql.substr(at, 2) == "--")
        closing = "\n";
    else
        return 0;
    auto end = sql.find(closing, at + 1);
    return (end == std::string_view::npos ? sql.size() : end + 1) - at;
}

template <class OnParameter>
std::string rewrite(std::string_view sql, Dialect dialect, OnParameter on_parameter) {
    std::string out;
    out.reserve(sql.size() + 64);
    for (std::size_t at = 0; at < sql.size();) {
        if (auto length = quoted_length(sql, at)) {
            if (sql[at] == '\'')
                out += sql.substr(at, length);
            at += length;
        } else if (sql[at] == '{') {
            auto name = name_at(sql, at + 1);
            auto token = std::ranges::find(tokens, name, &Token::name);
            ENSURE(token != tokens.end());
            out += dialect == Dialect::sqlite ? token->sqlite : token->postgres;
            at += name.size() + 2;
        } else if (sql[at] == ':') {
            auto name = name_at(sql, at + 1);
            ENSURE(!name.empty());
            on_parameter(out, name);
            at += name.size() + 1;
        } else {
            out += sql[at++];
        }
    }
    return out;
}

} // namespace

NumberedSql number_parameters(std::string_view sql, Dialect dialect) {
    NumberedSql numbered;
    numbered.text = rewrite(sql, dialect, [&](std::string& out, std::string_view name) {
        auto known = std::ranges::find(numbered.names, name);
        auto number = known - numbered.names.begin() + 1;
        if (known == numbered.names.end())
            numbered.names.emplace_back(name);
        out += dialect == Dialect::sqlite ? '?' : '$';
        out += std::to_string(number);
    });
    return numbered;
}

std::string expand_tokens(std::string_view sql, Dialect dialect) {
    return rewrite(sql, dialect,
                   [](std::string&, std::string_view) { ENSURE(!"a script has no parameters"); });
}

} // namespace parley::store
