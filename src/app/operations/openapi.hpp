#pragma once
// The OpenAPI 3.1 document of every operation, printed from the catalogue. The server answers
// GET /api/v1/openapi.json with it.

#include "app/operations/catalogue.hpp"

#include <string>
#include <string_view>

namespace parley::op {

// JSON text. `version` is the server's, e.g. "0.1.0".
std::string openapi(const Catalogue& catalogue, std::string_view version);

} // namespace parley::op
