#pragma once
// A disk in memory that knows what fsync is for. Each file is held twice: as the process sees it
// (page cache included) and as the platter has it. A write changes the first at once and the second
// only by a sync; when the power goes, each sector of what was not synced is kept or lost by
// chance. The end of a process alone loses nothing.
//
// It can also refuse: no room, an I/O error, a failed sync, after which the unsynced writes are in
// the cache and nowhere else, and no later sync brings them to the platter (as Linux does it).

#include "sim/random.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace parley::sim {

enum class DiskAnswer { ok, full, io_error, gone };

struct DiskFaults {
    bool full = false;        // writes that need more room are refused
    bool write_error = false; // the next write fails, then this is over
    bool sync_error = false;  // the same for the next sync
    // The process dies at the so-many-th write or sync from now; 0 = it does not.
    int dies_after = 0;
};

class Disk {
public:
    Disk(std::int64_t sector_bytes, Random random) : sector_bytes_(sector_bytes), random_(random) {}

    DiskFaults faults;

    // ---- as the process uses it; `gone` once the process that opened has ended ----

    struct Handle {
        std::string name;
        std::uint64_t process = 0;
    };
    // A file that is not there is made. The first sync of a new file syncs the folder as well, as
    // SQLite's unix VFS does it.
    DiskAnswer open(const std::string& name, Handle& handle);
    // What lies beyond the end is not given: `bytes` becomes shorter.
    DiskAnswer read(const Handle& handle, std::int64_t at, std::string& bytes);
    DiskAnswer write(const Handle& handle, std::int64_t at, const std::string& bytes);
    DiskAnswer truncate(const Handle& handle, std::int64_t size);
    DiskAnswer sync(const Handle& handle);
    DiskAnswer size(const Handle& handle, std::int64_t& size);
    DiskAnswer remove(const std::string& name, bool durably);
    bool exists(const std::string& name) const { return files_.contains(name); }

    // ---- as the world uses it ----

    // The process that had files open has ended; what it wrote is still in the page cache.
    void end_process();
    // Was it the disk that ended it (dies_after)?
    bool killed() const { return killed_; }
    // The power goes too: from now on the files are what the platter kept.
    void cut_power();
    bool is_durable(const std::string& name) const;

    std::int64_t sector_bytes() const { return sector_bytes_; }
    // Counts ends of processes: who holds another number is dead.
    std::uint64_t process() const { return process_; }

private:
    struct Change { // not synced yet; a write or (truncate) the file's new size
        std::int64_t at = 0;
        std::string bytes;
        bool truncate = false;
    };
    struct File {
        std::string seen;
        std::string platter;
        std::vector<Change> changes; // seen = platter + changes, but for failed syncs
        bool named = false;          // its name is on the platter
    };

    bool is_dead(const Handle& handle) const { return killed_ || handle.process != process_; }
    bool dies_now();
    void sync_names();
    static void apply(std::string& content, const Change& change);
    void apply_torn(std::string& content, const Change& change, int kept_percent);

    std::int64_t sector_bytes_;
    Random random_;
    std::map<std::string, File> files_;
    std::map<std::string, File> removed_; // their removal is not on the platter yet
    std::uint64_t process_ = 1;
    bool killed_ = false;
};

} // namespace parley::sim
