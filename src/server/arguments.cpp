#include "server/arguments.hpp"

#include <CLI/CLI.hpp>

namespace parley {

namespace {

CLI::Option* add_store_options(CLI::App& command, ServeArguments& arguments) {
    command.add_option("--store", arguments.store,
                       "postgresql://… instead of the SQLite file in the data folder");
    command.add_option("--config", arguments.config, "TOML file (default parley.toml in --data)");
    return command.add_option("--data", arguments.data, "Folder of the data; made when missing");
}

} // namespace

tl::expected<Arguments, Exit> parse_arguments(int argc, const char* const* argv,
                                              const std::string& version) {
    Arguments arguments;
    CLI::App app("Parley, an omnichannel contact centre", "parley");
    app.set_version_flag("--version", "parley " + version);
    app.require_subcommand(1);

    auto* serve = app.add_subcommand("serve", "Run the server in the foreground");
    add_store_options(*serve, arguments.serve)->required();
    serve->add_option("--port", arguments.serve.port, "TCP port (default 8080, 0 = any free one)")
        ->check(CLI::Range(0, 65'535));
    serve->add_option("--host", arguments.serve.host, "Address to listen on (default 127.0.0.1)");
    serve->add_flag("--demo", arguments.serve.demo,
                    "Create a workspace with demo logins; loopback only");
    serve->callback([&] { arguments.verb = Verb::serve; });

    auto* init = app.add_subcommand("init", "Make the first workspace and its administrator");
    auto& wanted = arguments.init;
    add_store_options(*init, arguments.serve)->required();
    init->add_option("--workspace", wanted.workspace, "Its name: a-z, 0-9 and -")->required();
    init->add_option("--email", wanted.email, "The administrator's e-mail address")->required();
    init->add_option("--name", wanted.name, "The administrator's name")->required();
    init->add_option("--language", wanted.language, "en, de, ja or ru (default en)");
    init->add_option("--password-file", wanted.password_file,
                     "The password is its first line; - reads standard input")
        ->required();
    init->callback([&] { arguments.verb = Verb::init; });

    auto* check = app.add_subcommand("check-config", "Say what is wrong with the configuration");
    add_store_options(*check, arguments.serve);
    check->callback([&] { arguments.verb = Verb::check_config; });

    auto* print = app.add_subcommand("print-config", "Print the configuration that would count");
    add_store_options(*print, arguments.serve);
    print->callback([&] { arguments.verb = Verb::print_config; });

    try { // the library's only way to say what it found
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        for (auto* command : {serve, init, check, print})
            if (command->parsed())
                return tl::unexpected(Exit{0, command->help()});
        return tl::unexpected(Exit{0, app.help()});
    } catch (const CLI::CallForVersion&) {
        return tl::unexpected(Exit{0, app.version() + "\n"});
    } catch (const CLI::ExtrasError&) { // its own words list them backwards
        std::string extras;
        for (const auto& extra : app.remaining(true))
            extras += " " + extra;
        return tl::unexpected(
            Exit{exit_usage, "parley: not expected:" + extras + " (parley --help)\n"});
    } catch (const CLI::ParseError& mistake) {
        return tl::unexpected(
            Exit{exit_usage, std::string("parley: ") + mistake.what() + " (parley --help)\n"});
    }
    return arguments;
}

} // namespace parley
