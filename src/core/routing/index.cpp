#include "core/routing/routing.hpp"

#include "base/check.hpp"
#include "base/limits.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

namespace parley::routing {

namespace {

template <class Key, class Value>
using FlatMap = boost::unordered_flat_map<Key, Value, std::hash<Key>>;

// Work of one kind within one queue.
struct Class {
    std::int64_t cost;
    bool allow_busy;
    Tournament agents;
    Line line;

    void set(AgentId agent, Candidate candidate) {
        candidate.eligible = candidate.eligible && (allow_busy || !candidate.busy);
        agents.set(agent, candidate);
    }
    std::optional<AgentId> best(const Declines& declined, std::int64_t decline_limit) const {
        if (declined.empty())
            return agents.best();
        if (declined.size() >= limits::decliners_stop)
            return {};
        if (auto agent = agents.best_except(declined))
            return agent;
        return agents.best_of_declined(declined, decline_limit);
    }
};

struct QueueEntry {
    std::int64_t priority = 0;
    AssignmentMethod method = AssignmentMethod::highest_capacity;
    FlatMap<AgentId, Candidate> candidates;
    std::vector<std::unique_ptr<Class>> classes;
    FlatMap<ConversationId, Class*> class_of;
    Line line;

    void fill(Class& made) {
        made.agents = Tournament(method, made.cost);
        for (const auto& [agent, candidate] : candidates)
            made.set(agent, candidate);
    }
    Class& class_for(std::int64_t cost, bool allow_busy) {
        for (auto& known : classes)
            if (known->cost == cost && known->allow_busy == allow_busy)
                return *known;
        if (classes.size() >= limits::routing_classes_max)
            std::erase_if(classes, [](const auto& known) { return known->line.empty(); });
        classes.push_back(
            std::make_unique<Class>(Class{cost, allow_busy, Tournament(method, cost), {}}));
        fill(*classes.back());
        return *classes.back();
    }
};

const Line nobody_waits;

} // namespace

struct Index::Queues {
    FlatMap<QueueId, std::unique_ptr<QueueEntry>> by_id;
    std::set<QueueId> changed;

    QueueEntry& at(QueueId queue) {
        auto known = by_id.find(queue);
        ENSURE(known != by_id.end());
        return *known->second;
    }
};

Index::Index() : queues_(std::make_unique<Queues>()) {}
Index::~Index() = default;
Index::Index(Index&&) noexcept = default;
Index& Index::operator=(Index&&) noexcept = default;

void Index::set_queue(QueueId queue, std::int64_t priority, AssignmentMethod method) {
    auto& entry = queues_->by_id[queue];
    if (!entry)
        entry = std::make_unique<QueueEntry>();
    entry->priority = priority;
    if (entry->method != method) {
        entry->method = method;
        for (auto& known : entry->classes)
            entry->fill(*known);
    }
    queues_->changed.insert(queue);
}

std::int64_t Index::priority(QueueId queue) const { return queues_->at(queue).priority; }

void Index::set_candidate(QueueId queue, AgentId agent, const Candidate& candidate) {
    auto& entry = queues_->at(queue);
    auto [known, is_new] = entry.candidates.try_emplace(agent, candidate);
    if (!is_new) {
        if (known->second == candidate)
            return;
        known->second = candidate;
    }
    for (auto& each : entry.classes)
        each->set(agent, candidate);
    if (!entry.line.empty())
        queues_->changed.insert(queue);
}

void Index::remove_candidate(QueueId queue, AgentId agent) {
    auto& entry = queues_->at(queue);
    entry.candidates.erase(agent);
    for (auto& each : entry.classes)
        each->agents.remove(agent);
}

void Index::enqueue(QueueId queue, Waiting item, std::int64_t cost, bool allow_busy) {
    auto& entry = queues_->at(queue);
    Class& its_class = entry.class_for(cost, allow_busy);
    ENSURE(entry.line.insert(item));
    its_class.line.insert(item);
    entry.class_of[item.conversation] = &its_class;
    queues_->changed.insert(queue);
}

void Index::dequeue(QueueId queue, Waiting item) {
    auto& entry = queues_->at(queue);
    auto its_class = entry.class_of.find(item.conversation);
    ENSURE(its_class != entry.class_of.end());
    ENSURE(entry.line.erase(item));
    its_class->second->line.erase(item);
    entry.class_of.erase(its_class);
}

std::size_t Index::waiting(QueueId queue) const { return line(queue).size(); }

const Line& Index::line(QueueId queue) const {
    auto known = queues_->by_id.find(queue);
    return known == queues_->by_id.end() ? nobody_waits : known->second->line;
}

std::size_t Index::ahead(QueueId queue, Waiting item) const { return line(queue).rank(item); }

std::optional<AgentId> Index::best_agent(QueueId queue, std::int64_t cost, const Declines& declined,
                                         std::int64_t decline_limit, bool allow_busy) const {
    return queues_->at(queue).class_for(cost, allow_busy).best(declined, decline_limit);
}

std::optional<Fit> Index::first_fit(QueueId queue, const DeclinesOf& declines_of,
                                    std::int64_t decline_limit) const {
    std::optional<Fit> first;
    for (const auto& each : queues_->at(queue).classes) {
        if (each->line.empty() || !each->agents.best())
            continue;
        for (const Waiting& item : each->line) {
            if (first && first->item < item)
                break;
            if (auto agent = each->best(declines_of(item.conversation), decline_limit)) {
                first = Fit{item, *agent};
                break;
            }
        }
    }
    return first;
}

std::vector<QueueId> Index::take_changed() {
    std::vector<QueueId> taken(queues_->changed.begin(), queues_->changed.end());
    queues_->changed.clear();
    return taken;
}

void Index::mark_changed(QueueId queue) { queues_->changed.insert(queue); }

} // namespace parley::routing
