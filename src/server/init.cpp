#include "server/init.hpp"

#include "adapters/store/open_store.hpp"
#include "app/edge/password_pool.hpp"
#include "app/edge/tokens.hpp"
#include "app/setup/new_workspace.hpp"
#include "base/limits.hpp"
#include "base/text.hpp"
#include "server/exit_codes.hpp"
#include "server/wall_clock.hpp"

#include <cstdio>
#include <fstream>
#include <iostream>

namespace parley {

namespace {

int complain(int code, const std::string& what) {
    std::fprintf(stderr, "parley: %s\n", what.c_str());
    return code;
}

std::optional<std::string> first_line(const std::filesystem::path& file) {
    std::string line;
    if (file == "-")
        return std::getline(std::cin, line) ? std::optional(line) : std::nullopt;
    std::ifstream stream(file);
    return std::getline(stream, line) ? std::optional(line) : std::nullopt;
}

} // namespace

int init(const std::string& store_url, const InitArguments& arguments) {
    auto password = first_line(arguments.password_file);
    if (!password)
        return complain(exit_usage,
                        "--password-file: nothing to read in " + arguments.password_file.string());
    if (password->size() < limits::password_bytes_min ||
        password->size() > limits::password_bytes_max)
        return complain(exit_usage, "--password-file: the password needs " +
                                        std::to_string(limits::password_bytes_min) + " to " +
                                        std::to_string(limits::password_bytes_max) + " bytes");
    auto store = open_store(store_url);
    if (!store)
        return complain(exit_code_of(store.error()), in_words(store.error()));
    auto reader = (*store)->reader();
    if (!reader)
        return complain(exit_code::io, in_words(reader.error()));
    auto workspaces = (*reader)->workspaces();
    if (!workspaces)
        return complain(exit_code::io, in_words(workspaces.error()));
    if (!workspaces->empty())
        return complain(exit_code::cannot_create,
                        "there is a workspace already: " + workspaces->front().name);
    WallClock clock;
    auto administrator = first_administrator(lower_ascii(trimmed(arguments.email)), arguments.name,
                                             arguments.language, PasswordPool::hash_now(*password));
    auto made = create_workspace(**store, WorkspaceId(1), arguments.workspace,
                                 tokens::make_subject(), {administrator}, clock.now());
    if (!made)
        return complain(made.error().code == ErrorCode::invalid_argument ? exit_usage
                                                                         : exit_code::io,
                        in_words(made.error()));
    std::printf("Workspace %s is there, with administrator %s.\n", arguments.workspace.c_str(),
                administrator.email.c_str());
    return 0;
}

} // namespace parley
