#pragma once
// Errors as clients see them: RFC 9457 problem documents, HTTP status and retry. The one place
// where ErrorCode meets HTTP.

#include "base/result.hpp"

#include <string>

namespace parley {

int http_status(ErrorCode code);

// Appends {"type":…,"title":…,"status":…,"code":…,"reason":…,"detail":…}; an internal error's
// detail stays in the log.
void write_problem(std::string& out, const Error& error);

} // namespace parley
