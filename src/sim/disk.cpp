#include "sim/disk.hpp"

#include <algorithm>
#include <utility>

namespace parley::sim {

bool Disk::dies_now() {
    if (faults.dies_after > 0 && --faults.dies_after == 0)
        killed_ = true;
    return killed_;
}

DiskAnswer Disk::open(const std::string& name, Handle& handle) {
    if (killed_)
        return DiskAnswer::gone;
    files_.try_emplace(name);
    handle = {name, process_};
    return DiskAnswer::ok;
}

DiskAnswer Disk::read(const Handle& handle, std::int64_t at, std::string& bytes) {
    auto file = files_.find(handle.name);
    if (is_dead(handle) || file == files_.end())
        return DiskAnswer::gone;
    const auto& seen = file->second.seen;
    auto from = std::min(static_cast<std::size_t>(at), seen.size());
    auto count = std::min(bytes.size(), seen.size() - from);
    bytes.assign(seen, from, count);
    return DiskAnswer::ok;
}

void Disk::apply(std::string& content, const Change& change) {
    auto at = static_cast<std::size_t>(change.at);
    if (change.truncate)
        return content.resize(at);
    if (content.size() < at + change.bytes.size())
        content.resize(at + change.bytes.size());
    content.replace(at, change.bytes.size(), change.bytes);
}

DiskAnswer Disk::write(const Handle& handle, std::int64_t at, const std::string& bytes) {
    auto found = files_.find(handle.name);
    if (is_dead(handle) || found == files_.end())
        return DiskAnswer::gone;
    if (std::exchange(faults.write_error, false))
        return DiskAnswer::io_error;
    auto& file = found->second;
    auto end = static_cast<std::size_t>(at) + bytes.size();
    if (faults.full && end > file.seen.size())
        return DiskAnswer::full;
    Change change{at, bytes};
    apply(file.seen, change);
    file.changes.push_back(std::move(change));
    return dies_now() ? DiskAnswer::gone : DiskAnswer::ok;
}

DiskAnswer Disk::truncate(const Handle& handle, std::int64_t size) {
    auto found = files_.find(handle.name);
    if (is_dead(handle) || found == files_.end())
        return DiskAnswer::gone;
    Change change{size, {}, true};
    apply(found->second.seen, change);
    found->second.changes.push_back(std::move(change));
    return DiskAnswer::ok;
}

DiskAnswer Disk::sync(const Handle& handle) {
    auto found = files_.find(handle.name);
    if (is_dead(handle) || found == files_.end())
        return DiskAnswer::gone;
    if (dies_now())
        return DiskAnswer::gone;
    auto& file = found->second;
    if (std::exchange(faults.sync_error, false)) {
        // The cache calls these pages clean now: nothing will ever write them.
        file.changes.clear();
        return DiskAnswer::io_error;
    }
    for (const auto& change : file.changes)
        apply(file.platter, change);
    file.changes.clear();
    if (!file.named)
        sync_names();
    return DiskAnswer::ok;
}

// One folder: what makes one name durable does it to all.
void Disk::sync_names() {
    removed_.clear();
    for (auto& [name, file] : files_)
        file.named = true;
}

DiskAnswer Disk::size(const Handle& handle, std::int64_t& size) {
    auto file = files_.find(handle.name);
    if (is_dead(handle) || file == files_.end())
        return DiskAnswer::gone;
    size = static_cast<std::int64_t>(file->second.seen.size());
    return DiskAnswer::ok;
}

DiskAnswer Disk::remove(const std::string& name, bool durably) {
    if (killed_)
        return DiskAnswer::gone;
    if (auto node = files_.extract(name); node && node.mapped().named && !durably)
        removed_.insert_or_assign(name, std::move(node.mapped()));
    if (durably)
        sync_names();
    return DiskAnswer::ok;
}

void Disk::end_process() {
    ++process_;
    killed_ = false;
    faults.dies_after = 0;
}

// What a sector held before its unsynced writes it keeps, when they are lost.
void Disk::apply_torn(std::string& content, const Change& change, int kept_percent) {
    if (change.truncate) {
        if (random_.chance(kept_percent))
            apply(content, change);
        return;
    }
    auto end = change.at + static_cast<std::int64_t>(change.bytes.size());
    for (auto at = change.at; at < end;) {
        auto sector_end = (at / sector_bytes_ + 1) * sector_bytes_;
        auto count = std::min(end, sector_end) - at;
        if (random_.chance(kept_percent))
            apply(content, {at, change.bytes.substr(static_cast<std::size_t>(at - change.at),
                                                    static_cast<std::size_t>(count))});
        at += count;
    }
}

void Disk::cut_power() {
    for (auto& [name, file] : removed_)
        if (!files_.contains(name) && random_.chance(50))
            files_.emplace(name, std::move(file));
    removed_.clear();
    // All, nothing, or a part: each makes other mistakes visible.
    static const std::vector<int> shares{0, 0, 10, 50, 90, 100};
    int kept = random_.pick(shares);
    for (auto at = files_.begin(); at != files_.end();) {
        auto& file = at->second;
        for (const auto& change : file.changes)
            apply_torn(file.platter, change, kept);
        file.changes.clear();
        file.seen = file.platter;
        bool lost = !file.named && !random_.chance(kept);
        file.named = true;
        at = lost ? files_.erase(at) : std::next(at);
    }
}

bool Disk::is_durable(const std::string& name) const {
    auto file = files_.find(name);
    return file != files_.end() && file->second.seen == file->second.platter;
}

} // namespace parley::sim
