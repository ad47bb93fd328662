#pragma once
// A folder of its own for one part of a run, and a server in it. Removed at the end.

#include "base/result.hpp"
#include "client/server_process.hpp"

#include <string>

namespace parley::bench {

class Scratch {
public:
    static Result<Scratch> create(const std::string& below);
    ~Scratch();
    Scratch(Scratch&& other) noexcept;
    Scratch& operator=(Scratch&&) = delete;
    const std::string& path() const { return path_; }

private:
    explicit Scratch(std::string path) : path_(std::move(path)) {}
    std::string path_;
};

// Options for a demo server in `scratch` on a free port. `raised` gives it client::raised_limits().
Result<client::ServerOptions> demo_options(const std::string& binary, const Scratch& scratch,
                                           bool raised);

// What the server's log says about its store ("sqlite …, synchronous=FULL"); "" when it says
// nothing.
std::string store_line(const std::string& log);

} // namespace parley::bench
