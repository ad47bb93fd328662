# What the project links to, all from Debian 12. docs/decisions/ gives a line of reason for each.

find_package(Threads REQUIRED)
find_package(OpenSSL 3 REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(LIBPQ REQUIRED IMPORTED_TARGET libpq)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
find_package(spdlog REQUIRED)
find_package(fmt REQUIRED)
find_package(rapidcheck REQUIRED)
find_package(prometheus-cpp REQUIRED)
find_package(Boost 1.81 EXACT REQUIRED COMPONENTS json url)
