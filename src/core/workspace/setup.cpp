// Queues, workstreams, widgets, settings.

#include "base/limits.hpp"
#include "base/text.hpp"
#include "core/workspace/deciding.hpp"
#include "core/workspace/validity.hpp"

#include <algorithm>
#include <string>

namespace parley {

namespace {

Failure not_found(std::string_view what, std::int64_t id) {
    return fail(ErrorCode::not_found, std::string(what) + "_not_found",
                std::string(what) + " " + std::to_string(id));
}

Failure too_many(std::string_view what) {
    return fail(ErrorCode::resource_exhausted, "too_many_" + std::string(what));
}

bool is_key(std::string_view key) {
    return !key.empty() && key.size() <= limits::widget_key_bytes_max &&
           std::all_of(key.begin(), key.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '-' || c == '_';
           });
}

bool is_colour(std::string_view colour) {
    return colour.size() == 7 && colour[0] == '#' &&
           std::all_of(colour.begin() + 1, colour.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
           });
}

bool is_host(std::string_view host) {
    return !host.empty() && host.size() <= limits::host_bytes_max &&
           std::all_of(host.begin(), host.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '-' || c == '.';
           });
}

} // namespace

Result<void> decide(Deciding& d, const command::SaveQueue& command) {
    DO(require_administrator(d));
    Workspace& w = d.workspace;
    Queue queue;
    const Queue* before = nullptr;
    if (command.id) {
        auto known = w.queues.find(command.id);
        if (known == w.queues.end())
            return not_found("queue", command.id.value);
        before = &known->second;
        queue.turns = before->turns;
    } else if (w.queues.size() >= limits::queues_max) {
        return too_many("queues");
    }
    DO(check_line("name", command.name, 1, limits::name_characters_max));
    DO(check_range("priority", command.priority, 0, limits::queue_priority_max));
    if (command.members.size() > limits::queue_members_max)
        return invalid("members", "too many");
    for (AgentId member : command.members) {
        if (!w.agents.contains(member))
            return not_found("agent", member.value);
        auto turn = before ? before->members.find(member)
                           : std::map<AgentId, std::int64_t>::const_iterator();
        queue.members[member] = before && turn != before->members.end() ? turn->second : 0;
    }
    queue.id = before ? command.id : QueueId(w.counters.queues + 1);
    queue.name = std::string(trimmed(command.name));
    queue.priority = command.priority;
    queue.method = command.method;
    QueueId id = queue.id;
    d.receipt.id = id.value;
    d.happen(event::QueueSaved{id, std::move(queue)});
    return {};
}

Result<void> decide(Deciding& d, const command::SaveWorkstream& command) {
    DO(require_administrator(d));
    Workspace& w = d.workspace;
    Workstream value = command.value;
    if (value.id && !w.workstreams.contains(value.id))
        return not_found("workstream", value.id.value);
    if (!value.id && w.workstreams.size() >= limits::workstreams_max)
        return too_many("workstreams");
    DO(check_line("name", value.name, 1, limits::name_characters_max));
    if (!w.queues.contains(value.queue))
        return not_found("queue", value.queue.value);
    DO(check_range("capacity_cost", value.capacity_cost, 1, limits::capacity_units_max));
    DO(check_range("offer_timeout_ms", value.offer_timeout_ms, limits::timeout_ms_min,
                   limits::offer_timeout_ms_max));
    if (value.wrap_up_capacity == WrapUpCapacity::custom)
        DO(check_range("wrap_up_capacity_ms", value.wrap_up_capacity_ms,
                       limits::wrap_up_capacity_ms_min, limits::wrap_up_capacity_ms_max));
    value.name = std::string(trimmed(value.name));
    if (!value.id)
        value.id = WorkstreamId(w.counters.workstreams + 1);
    WorkstreamId id = value.id;
    d.receipt.id = id.value;
    d.happen(event::WorkstreamSaved{id, std::move(value)});
    return {};
}

Result<void> decide(Deciding& d, const command::SaveWidget& command) {
    DO(require_administrator(d));
    Workspace& w = d.workspace;
    Widget value = command.value;
    if (value.id && !w.widgets.contains(value.id))
        return not_found("widget", value.id.value);
    if (!value.id && w.widgets.size() >= limits::widgets_max)
        return too_many("widgets");
    if (!is_key(value.key))
        return invalid("key", "expected letters, digits, - and _");
    if (!w.workstreams.contains(value.workstream))
        return not_found("workstream", value.workstream.value);
    DO(check_line("title", value.title, 0, limits::name_characters_max));
    DO(check_line("subtitle", value.subtitle, 0, limits::name_characters_max));
    if (!is_colour(value.colour))
        return invalid("colour", "expected #rrggbb");
    DO(check_language("language", value.language));
    if (value.domains.size() > limits::widget_domains_max)
        return invalid("domains", "too many");
    for (std::string& domain : value.domains) {
        if (!is_host(domain))
            return invalid("domains", "expected host names, without protocol");
        domain = lower_ascii(domain);
    }
    auto same_key = w.widget_by_key.find(value.key);
    if (same_key != w.widget_by_key.end() && same_key->second != value.id)
        return fail(ErrorCode::conflict, "key_taken", value.key);
    if (!value.id)
        value.id = WidgetId(w.counters.widgets + 1);
    WidgetId id = value.id;
    d.receipt.id = id.value;
    d.happen(event::WidgetSaved{id, std::move(value)});
    return {};
}

Result<void> decide(Deciding& d, const command::ChangeSettings& command) {
    DO(require_administrator(d));
    const Settings& s = command.settings;
    auto check_timeout = [](std::string_view field, std::int64_t value) {
        return check_range(field, value, limits::timeout_ms_min, limits::timeout_ms_max);
    };
    DO(check_timeout("open_timeout_ms", s.open_timeout_ms));
    DO(check_timeout("wrap_up_timeout_ms", s.wrap_up_timeout_ms));
    DO(check_timeout("customer_gone_ms", s.customer_gone_ms));
    DO(check_timeout("agent_gone_ms", s.agent_gone_ms));
    DO(check_range("connection_grace_ms", s.connection_grace_ms, 0,
                   limits::connection_grace_ms_max));
    DO(check_range("decline_limit", s.decline_limit, 1, limits::decline_limit_max));
    DO(check_range("sessions_open_max", s.sessions_open_max, 1, limits::sessions_open_max));
    if (!(s == d.workspace.settings))
        d.happen(event::SettingsChanged{s});
    return {};
}

} // namespace parley
