#pragma once
// Prints the catalogue as TypeScript: web/packages/api/src/types.ts.

#include "app/operations/catalogue.hpp"

#include <string>

namespace parley::gen {

std::string typescript(const op::Catalogue& catalogue);

} // namespace parley::gen
