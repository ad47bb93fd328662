#pragma once
// A server's data folder: made with 0700, and locked as long as this object lives, so that two
// servers never share one. The lock is the kernel's: it goes with the process, however that ends.

#include "base/result.hpp"

#include <filesystem>
#include <string>

namespace parley::store {

class DataFolder {
public:
    // Errors: data_folder_in_use, data_folder_read_only, data_folder_unusable.
    static Result<DataFolder> open(const std::filesystem::path& folder);

    DataFolder(DataFolder&& other) noexcept;
    DataFolder& operator=(DataFolder&&) = delete;
    ~DataFolder();

    // The path of a file in the folder; made empty with 0600 if it is not there, and durably so.
    Result<std::string> file(const std::string& name) const;

private:
    DataFolder(std::filesystem::path folder, int lock) : folder_(std::move(folder)), lock_(lock) {}

    std::filesystem::path folder_;
    int lock_ = -1;
};

} // namespace parley::store
