#include "sim/vfs.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

namespace parley::sim {

struct Vfs::Shared {
    // The five states of SQLite's rollback locks, here for opening and closing in WAL mode.
    int readers = 0;
    const void* reserved = nullptr;
    const void* exclusive = nullptr;

    std::vector<std::unique_ptr<std::string>> regions;
    struct Slot {
        int readers = 0;
        const void* writer = nullptr;
    };
    std::array<Slot, SQLITE_SHM_NLOCK> slots;
};

namespace {

struct File { // SQLite's handle begins with its base
    sqlite3_file base;
    Vfs* vfs;
    Disk::Handle handle;
    std::shared_ptr<Vfs::Shared> shared;
    int lock; // SQLITE_LOCK_…
    bool is_shm_open;
    std::array<bool, SQLITE_SHM_NLOCK> reads; // which slots this connection holds
};

File& self(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }
Vfs& vfs_of(sqlite3_vfs* vfs) { return *static_cast<Vfs*>(vfs->pAppData); }
bool is_dead(const File& file) { return file.handle.process != file.vfs->disk().process(); }

int code_of(File& file, DiskAnswer answer, int io_error) {
    switch (answer) {
    case DiskAnswer::ok:
        return SQLITE_OK;
    case DiskAnswer::full:
        file.vfs->last_error = ENOSPC;
        return SQLITE_FULL;
    case DiskAnswer::io_error:
    case DiskAnswer::gone:
        file.vfs->last_error = EIO;
        return io_error;
    }
    return io_error;
}

// ---- a file ----

void let_go(File& file) {
    auto& shared = *file.shared;
    if (shared.exclusive == &file)
        shared.exclusive = nullptr;
    if (shared.reserved == &file)
        shared.reserved = nullptr;
}

int unlock(sqlite3_file* base, int level) {
    auto& file = self(base);
    if (file.lock <= level)
        return SQLITE_OK;
    let_go(file);
    if (level == SQLITE_LOCK_NONE && file.lock >= SQLITE_LOCK_SHARED)
        --file.shared->readers;
    file.lock = level;
    return SQLITE_OK;
}

int lock(sqlite3_file* base, int level) {
    auto& file = self(base);
    auto& shared = *file.shared;
    if (is_dead(file))
        return SQLITE_IOERR_LOCK;
    if (file.lock >= level)
        return SQLITE_OK;
    if (shared.exclusive && shared.exclusive != &file)
        return SQLITE_BUSY;
    if (level == SQLITE_LOCK_SHARED) {
        ++shared.readers;
    } else {
        if (shared.reserved && shared.reserved != &file)
            return SQLITE_BUSY;
        shared.reserved = &file;
        if (level == SQLITE_LOCK_EXCLUSIVE) {
            if (shared.readers > 1) {
                file.lock = std::max(file.lock, SQLITE_LOCK_RESERVED);
                return SQLITE_BUSY;
            }
            shared.exclusive = &file;
        }
    }
    file.lock = level;
    return SQLITE_OK;
}

int check_reserved(sqlite3_file* base, int* reserved) {
    *reserved = self(base).shared->reserved != nullptr;
    return SQLITE_OK;
}

int shm_unmap(sqlite3_file* base, int remove);

int close(sqlite3_file* base) {
    auto& file = self(base);
    unlock(base, SQLITE_LOCK_NONE);
    shm_unmap(base, 0);
    file.~File();
    return SQLITE_OK;
}

int read(sqlite3_file* base, void* to, int count, sqlite3_int64 at) {
    auto& file = self(base);
    std::string bytes(static_cast<std::size_t>(count), '\0');
    if (auto answer = file.vfs->disk().read(file.handle, at, bytes); answer != DiskAnswer::ok)
        return code_of(file, answer, SQLITE_IOERR_READ);
    auto have = bytes.size();
    std::memcpy(to, bytes.data(), have);
    if (have == static_cast<std::size_t>(count))
        return SQLITE_OK;
    std::memset(static_cast<char*>(to) + have, 0, static_cast<std::size_t>(count) - have);
    return SQLITE_IOERR_SHORT_READ;
}

int write(sqlite3_file* base, const void* from, int count, sqlite3_int64 at) {
    auto& file = self(base);
    std::string bytes(static_cast<const char*>(from), static_cast<std::size_t>(count));
    return code_of(file, file.vfs->disk().write(file.handle, at, bytes), SQLITE_IOERR_WRITE);
}

int truncate(sqlite3_file* base, sqlite3_int64 size) {
    auto& file = self(base);
    return code_of(file, file.vfs->disk().truncate(file.handle, size), SQLITE_IOERR_TRUNCATE);
}

int sync(sqlite3_file* base, int) {
    auto& file = self(base);
    return code_of(file, file.vfs->disk().sync(file.handle), SQLITE_IOERR_FSYNC);
}

int size(sqlite3_file* base, sqlite3_int64* bytes) {
    auto& file = self(base);
    std::int64_t found = 0;
    auto answer = file.vfs->disk().size(file.handle, found);
    *bytes = found;
    return code_of(file, answer, SQLITE_IOERR_FSTAT);
}

int control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int sector_size(sqlite3_file* base) {
    return static_cast<int>(self(base).vfs->disk().sector_bytes());
}
// As the unix VFS says it: what surrounds a write in its sector is safe. The Disk keeps that.
int characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

// ---- the WAL's shared memory ----

int shm_map(sqlite3_file* base, int region, int bytes, int extend, void volatile** at) {
    auto& file = self(base);
    auto& regions = file.shared->regions;
    *at = nullptr;
    if (is_dead(file))
        return SQLITE_IOERR_SHMMAP;
    file.is_shm_open = true;
    while (regions.size() <= static_cast<std::size_t>(region)) {
        if (!extend)
            return SQLITE_OK;
        regions.push_back(std::make_unique<std::string>(static_cast<std::size_t>(bytes), '\0'));
    }
    *at = regions[static_cast<std::size_t>(region)]->data();
    return SQLITE_OK;
}

int shm_lock(sqlite3_file* base, int first, int count, int flags) {
    auto& file = self(base);
    if (is_dead(file))
        return SQLITE_IOERR_SHMLOCK;
    auto& slots = file.shared->slots;
    auto begin = static_cast<std::size_t>(first);
    auto end = begin + static_cast<std::size_t>(count);
    bool shared = (flags & SQLITE_SHM_SHARED) != 0;
    if (flags & SQLITE_SHM_UNLOCK) {
        for (auto i = begin; i < end; ++i)
            if (shared && file.reads[i]) {
                file.reads[i] = false;
                --slots[i].readers;
            } else if (!shared && slots[i].writer == &file) {
                slots[i].writer = nullptr;
            }
        return SQLITE_OK;
    }
    for (auto i = begin; i < end; ++i) {
        bool others_read = slots[i].readers > (file.reads[i] ? 1 : 0);
        bool other_writes = slots[i].writer && slots[i].writer != &file;
        if (other_writes || (!shared && others_read))
            return SQLITE_BUSY;
    }
    for (auto i = begin; i < end; ++i)
        if (!shared) {
            slots[i].writer = &file;
        } else if (!file.reads[i]) {
            file.reads[i] = true;
            ++slots[i].readers;
        }
    return SQLITE_OK;
}

void shm_barrier(sqlite3_file*) {}

int shm_unmap(sqlite3_file* base, int remove) {
    auto& file = self(base);
    if (!file.is_shm_open)
        return SQLITE_OK;
    file.is_shm_open = false;
    for (std::size_t i = 0; i < file.reads.size(); ++i) {
        if (file.reads[i])
            --file.shared->slots[i].readers;
        file.reads[i] = false;
        if (file.shared->slots[i].writer == &file)
            file.shared->slots[i].writer = nullptr;
    }
    if (remove)
        file.shared->regions.clear();
    return SQLITE_OK;
}

constexpr sqlite3_io_methods methods{
    .iVersion = 2,
    .xClose = close,
    .xRead = read,
    .xWrite = write,
    .xTruncate = truncate,
    .xSync = sync,
    .xFileSize = size,
    .xLock = lock,
    .xUnlock = unlock,
    .xCheckReservedLock = check_reserved,
    .xFileControl = control,
    .xSectorSize = sector_size,
    .xDeviceCharacteristics = characteristics,
    .xShmMap = shm_map,
    .xShmLock = shm_lock,
    .xShmBarrier = shm_barrier,
    .xShmUnmap = shm_unmap,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

// ---- the file system ----

int open(sqlite3_vfs* base, const char* name, sqlite3_file* file, int flags, int* flags_out) {
    auto& vfs = vfs_of(base);
    file->pMethods = nullptr;
    if (!name || (!(flags & SQLITE_OPEN_CREATE) && !vfs.disk().exists(name)))
        return SQLITE_CANTOPEN;
    auto* made = new (file) File{};
    made->vfs = &vfs;
    made->shared = vfs.shared(name);
    if (vfs.disk().open(name, made->handle) != DiskAnswer::ok) {
        made->~File();
        return SQLITE_CANTOPEN;
    }
    file->pMethods = &methods;
    if (flags_out)
        *flags_out = flags;
    return SQLITE_OK;
}

int remove(sqlite3_vfs* base, const char* name, int sync_folder) {
    auto& vfs = vfs_of(base);
    if (!vfs.disk().exists(name))
        return SQLITE_IOERR_DELETE_NOENT;
    return vfs.disk().remove(name, sync_folder != 0) == DiskAnswer::ok ? SQLITE_OK
                                                                       : SQLITE_IOERR_DELETE;
}

int access(sqlite3_vfs* base, const char* name, int, int* result) {
    *result = vfs_of(base).disk().exists(name);
    return SQLITE_OK;
}

int full_name(sqlite3_vfs*, const char* name, int bytes, char* to) {
    if (static_cast<int>(std::strlen(name)) >= bytes)
        return SQLITE_CANTOPEN;
    std::strcpy(to, name);
    return SQLITE_OK;
}

// Salts of the WAL and the like: any numbers will do, the same in each run.
int randomness(sqlite3_vfs*, int count, char* to) {
    for (int i = 0; i < count; ++i)
        to[i] = static_cast<char>(i * 37 + 11);
    return count;
}
int sleep(sqlite3_vfs*, int microseconds) { return microseconds; }
int current_time(sqlite3_vfs*, double* day) {
    *day = 2'460'000.5;
    return SQLITE_OK;
}
int get_last_error(sqlite3_vfs* base, int, char*) { return vfs_of(base).last_error; }

} // namespace

Vfs::Vfs(std::string name, Disk& disk)
    : name_(std::move(name)), disk_(disk), vfs_(std::make_unique<sqlite3_vfs>()) {
    *vfs_ = {};
    vfs_->iVersion = 1;
    vfs_->szOsFile = sizeof(File);
    vfs_->mxPathname = 255;
    vfs_->zName = name_.c_str();
    vfs_->pAppData = this;
    vfs_->xOpen = open;
    vfs_->xDelete = remove;
    vfs_->xAccess = access;
    vfs_->xFullPathname = full_name;
    vfs_->xRandomness = randomness;
    vfs_->xSleep = sleep;
    vfs_->xCurrentTime = current_time;
    vfs_->xGetLastError = get_last_error;
    sqlite3_vfs_register(vfs_.get(), 0);
}

Vfs::~Vfs() { sqlite3_vfs_unregister(vfs_.get()); }

std::shared_ptr<Vfs::Shared> Vfs::shared(const std::string& file) {
    auto& known = shared_[file];
    if (!known)
        known = std::make_shared<Shared>();
    return known;
}

void Vfs::end_process() {
    disk_.end_process();
    shared_.clear();
}

} // namespace parley::sim
