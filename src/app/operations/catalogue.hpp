#pragma once
// The shapes of operations and views as data, read off the described structs once: what the OpenAPI
// and TypeScript printers walk. Definitions stand in the order in which they are first needed, so
// each comes after what it is made of.

#include "app/operations/table.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace parley::op {

struct Type {
    enum class Kind {
        boolean,
        integer,
        string,
        list,  // of `item`
        map,   // string → `item`
        named, // a definition
    };
    Kind kind = Kind::string;
    std::string name = {};                 // named
    std::shared_ptr<const Type> item = {}; // list, map
};

struct Field {
    std::string name;
    Type type;
    bool optional = false;
};

struct Definition {
    enum class Kind {
        structure, // `fields`
        choice,    // one of the strings in `values`
        number,    // an id or a time: an integer with a meaning
    };
    std::string name;
    Kind kind = Kind::structure;
    std::vector<Field> fields = {};
    std::vector<std::string> values = {};
};

struct Shape {
    Entry entry;
    std::string request; // definition's name
    std::string reply;
};

struct Catalogue {
    std::vector<Definition> definitions;
    std::vector<Shape> operations;

    const Definition* find(std::string_view name) const; // nullptr = none
};

Catalogue make_catalogue();

// "send_message" → "SendMessage".
std::string pascal_case(std::string_view snake_case);

} // namespace parley::op
