#include "adapters/store/sqlite/data_folder.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace parley::store {
namespace {

Failure refused(const std::filesystem::path& path, int error) {
    auto detail = path.string() + ": " + std::strerror(error);
    if (error == EACCES || error == EROFS || error == EPERM)
        return fail(ErrorCode::failed_precondition, "data_folder_read_only", detail);
    if (error == ENOSPC || error == EDQUOT)
        return fail(ErrorCode::unavailable, "disk_full", detail);
    return fail(ErrorCode::failed_precondition, "data_folder_unusable", detail);
}

// A new name is durable once its folder is synced.
Result<void> sync_folder(const std::filesystem::path& folder) {
    int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return refused(folder, errno);
    int failed = ::fsync(fd) == 0 ? 0 : errno;
    ::close(fd);
    if (failed != 0 && failed != EINVAL) // EINVAL: this file system has nothing to sync
        return refused(folder, failed);
    return {};
}

Result<void> make_folders(const std::filesystem::path& folder) {
    if (folder.empty() || ::mkdir(folder.c_str(), 0700) == 0) {
        if (folder.has_parent_path())
            return sync_folder(folder.parent_path());
        return {};
    }
    if (errno == ENOENT && folder.has_parent_path() && folder.parent_path() != folder) {
        DO(make_folders(folder.parent_path()));
        if (::mkdir(folder.c_str(), 0700) == 0)
            return sync_folder(folder.parent_path());
    }
    if (errno != EEXIST)
        return refused(folder, errno);
    return {};
}

} // namespace

Result<DataFolder> DataFolder::open(const std::filesystem::path& folder) {
    std::error_code failed;
    auto absolute = std::filesystem::absolute(folder, failed).lexically_normal();
    if (failed)
        return fail(ErrorCode::failed_precondition, "data_folder_unusable", failed.message());
    if (!absolute.has_filename())
        absolute = absolute.parent_path();
    DO(make_folders(absolute));

    auto path = absolute / "parley.lock";
    int lock = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (lock < 0)
        return refused(path, errno);
    if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
        int error = errno;
        ::close(lock);
        if (error == EWOULDBLOCK)
            return fail(ErrorCode::failed_precondition, "data_folder_in_use",
                        "data folder in use: another parley runs on " + absolute.string());
        return refused(path, error);
    }
    return DataFolder(std::move(absolute), lock);
}

DataFolder::DataFolder(DataFolder&& other) noexcept
    : folder_(std::move(other.folder_)), lock_(std::exchange(other.lock_, -1)) {}

DataFolder::~DataFolder() {
    if (lock_ >= 0)
        ::close(lock_);
}

Result<std::string> DataFolder::file(const std::string& name) const {
    auto path = folder_ / name;
    int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return refused(path, errno);
    ::close(fd);
    DO(sync_folder(folder_));
    return path.string();
}

} // namespace parley::store
