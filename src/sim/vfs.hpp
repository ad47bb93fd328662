#pragma once
// SQLite on a Disk: a VFS that is registered under a name as long as this object lives. Locks and
// the WAL's shared memory are kept here, for all connections are in this one process; they go with
// it. Time stands still for SQLite: it waits for nobody.

#include "sim/disk.hpp"

#include <map>
#include <memory>
#include <sqlite3.h>
#include <string>

namespace parley::sim {

class Vfs {
public:
    Vfs(std::string name, Disk& disk);
    ~Vfs();
    Vfs(const Vfs&) = delete;
    Vfs& operator=(const Vfs&) = delete;

    const std::string& name() const { return name_; }
    // The process ends: its handles are dead, locks and shared memory are gone.
    void end_process();

    struct Shared; // locks and shared memory, by file
    Disk& disk() { return disk_; }
    std::shared_ptr<Shared> shared(const std::string& file);
    int last_error = 0; // an errno, as xGetLastError gives it

private:
    std::string name_;
    Disk& disk_;
    std::map<std::string, std::shared_ptr<Shared>> shared_;
    std::unique_ptr<sqlite3_vfs> vfs_;
};

} // namespace parley::sim
