#pragma once
// The shape of every refusal on the wire (RFC 9457). `reason` is stable and is what clients
// translate; `detail` is for people who read logs.

#include "app/operations/names.hpp"
#include "base/result.hpp"

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>

namespace parley::op {

struct ProblemDocument {
    std::string type;
    std::string title;
    std::int64_t status = 0;
    ErrorCode code = ErrorCode::internal;
    std::string reason;
    std::optional<std::string> detail;
    std::optional<std::int64_t> retry_after_ms; // resource_exhausted: when to try again
};
BOOST_DESCRIBE_STRUCT(ProblemDocument, (),
                      (type, title, status, code, reason, detail, retry_after_ms))

} // namespace parley::op

namespace parley {
template <> inline constexpr std::string_view name_of<op::ProblemDocument> = "Problem";
} // namespace parley
