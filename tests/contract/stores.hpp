#pragma once
// The stores the contract is run on. Each object of these is a fresh, empty database of its own,
// gone with the object. A new store: add a class like these and name it in FOR_EVERY_STORE.

#include "adapters/store/open_store.hpp"

#include <memory>
#include <string>

namespace parley::contract {

class SqliteDatabase {
public:
    SqliteDatabase();
    ~SqliteDatabase();
    const std::string& url() const { return folder_; }
    void execute(const std::string& sql); // beside the store

private:
    std::string folder_;
};

class PostgresDatabase {
public:
    PostgresDatabase(); // fails the test when PARLEY_TEST_POSTGRES is not set
    ~PostgresDatabase();
    const std::string& url() const { return url_; }
    void execute(const std::string& sql);

private:
    std::string schema_;
    std::string url_;
};

#define FOR_EVERY_STORE ::parley::contract::SqliteDatabase, ::parley::contract::PostgresDatabase

// An opened store on a database of its own, with one reader.
template <class Database> struct OpenedStore {
    Database database;
    std::unique_ptr<SqlStoreBundle> store;
    std::unique_ptr<StoreReader> reader;

    OpenedStore() { open(); }
    void open();
    void close() {
        reader.reset();
        store.reset();
    }
};

void require(bool good, const std::string& why); // ends the test case
template <class T> T value_of(Result<T> result) {
    require(result.has_value(), result ? "" : result.error().reason + ": " + result.error().detail);
    return std::move(*result);
}

template <class Database> void OpenedStore<Database>::open() {
    store = value_of(open_store(database.url()));
    reader = value_of(store->reader());
}

} // namespace parley::contract
