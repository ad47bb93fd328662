#pragma once
// Every limit of the product, in one place, checked against each other. Units are in the names.

#include <cstddef>
#include <cstdint>

namespace parley::limits {

// What people write.
inline constexpr std::size_t message_characters_max = 6'000;
inline constexpr std::size_t message_bytes_max = 4 * message_characters_max;
inline constexpr std::size_t name_characters_max = 100;
inline constexpr std::size_t email_bytes_max = 254;
inline constexpr std::size_t password_bytes_min = 8;
inline constexpr std::size_t password_bytes_max = 1'024;
inline constexpr std::size_t quick_reply_characters_max = 2'000;
inline constexpr std::size_t quick_reply_shortcut_characters_max = 40;
inline constexpr std::size_t context_entries_max = 100;
inline constexpr std::size_t context_key_characters_max = 100;
inline constexpr std::size_t context_value_characters_max = 1'000;
inline constexpr std::size_t context_bytes_max = 16 * 1'024; // of all keys and values
inline constexpr std::size_t url_bytes_max = 2'048;
inline constexpr std::size_t client_id_bytes_max = 64;

// Pages and snapshots.
inline constexpr std::int64_t page_items_max = 100;
inline constexpr std::int64_t page_items_default = 50;
inline constexpr std::size_t tail_messages = 50;         // of a conversation, sent on following it
inline constexpr std::size_t tail_bytes_max = 64 * 1024; // … and at most so much text of it
inline constexpr std::size_t preview_characters_max = 120;

inline constexpr std::size_t opened_conversations_max =
    20;                                           // followed by one connection beside its own
inline constexpr std::size_t list_rows_max = 200; // of a followed list

// Work.
inline constexpr std::int64_t capacity_units_max = 1'000;
inline constexpr std::int64_t decline_limit_max = 5;
inline constexpr std::size_t decliners_stop = 100;   // so many agents declined: no automatic offer
inline constexpr std::int64_t sessions_open_max = 9; // of one agent, besides Home
inline constexpr std::size_t routing_classes_max =
    64; // kinds of work with a tree of their own, per queue
inline constexpr std::size_t tick_items_max = 1'000;          // deadlines handled by one Tick
inline constexpr std::size_t hot_conversations_max = 250'000; // of one workspace: then no new chats
inline constexpr std::int64_t conversation_messages_max = 100'000; // of one conversation

// What an administrator makes, per workspace.
inline constexpr std::size_t workspace_name_bytes_max = 40;
inline constexpr std::size_t agents_max = 100'000;
inline constexpr std::size_t queues_max = 10'000;
inline constexpr std::size_t queue_members_max = 100'000; // of one queue
inline constexpr std::size_t workstreams_max = 10'000;
inline constexpr std::size_t widgets_max = 10'000;
inline constexpr std::size_t quick_replies_max = 100'000;
inline constexpr std::size_t quick_replies_of_agent_max = 500;
inline constexpr std::size_t logins_of_agent_max =
    50; // per kind; the oldest browser login makes room
inline constexpr std::size_t widget_domains_max = 100;
inline constexpr std::size_t widget_key_bytes_max = 64;
inline constexpr std::size_t host_bytes_max = 253;
inline constexpr std::size_t language_bytes_max = 35; // BCP 47
inline constexpr std::size_t visitor_bytes_max = 64;
inline constexpr std::size_t login_label_characters_max = 200;
inline constexpr std::int64_t queue_priority_max = 1'000'000;

// Durations that may be set, in milliseconds.
inline constexpr std::int64_t timeout_ms_min = 100;
inline constexpr std::int64_t timeout_ms_max = 30LL * 24 * 60 * 60'000;
inline constexpr std::int64_t connection_grace_ms_max = 60'000;
inline constexpr std::int64_t offer_timeout_ms_max = 60 * 60'000;
inline constexpr std::int64_t wrap_up_capacity_ms_min = 30'000;
inline constexpr std::int64_t wrap_up_capacity_ms_max = 60 * 60'000;

// The edge.
inline constexpr std::size_t http_header_bytes_max = 16 * 1'024;
inline constexpr std::size_t http_body_bytes_max = 96 * 1'024;
inline constexpr std::size_t frame_bytes_max = 96 * 1'024;
inline constexpr std::size_t outbound_bytes_max =
    1'024 * 1'024;                                          // of one connection, then "come back"
inline constexpr std::size_t connections_per_address = 100; // configurable, 0 = no limit
inline constexpr std::size_t user_agent_bytes_max = 200;
inline constexpr std::size_t inbound_queue_max = 65'536;  // commands waiting for one executor
inline constexpr std::size_t batch_commands_max = 4'096;  // of one commit
inline constexpr std::size_t parked_commands_max = 4'096; // of one workspace, waiting for data
inline constexpr std::size_t closed_kept_max = 10'000;    // Closed conversations still in memory
inline constexpr std::size_t hydrate_rounds_max = 4;
inline constexpr std::size_t operations_remembered = 100'000; // client ids of operations in memory
inline constexpr std::size_t rate_keys_max = 100'000;         // of one rate limit
inline constexpr std::size_t password_jobs_max = 1'024;
inline constexpr std::size_t reads_waiting_max = 4'096;

// The store.
inline constexpr std::int64_t store_wait_ms_max = 1'000;  // of one read; of waiting for a lock
inline constexpr std::int64_t store_load_ms_max = 10'000; // of reading a whole workspace
inline constexpr std::int64_t client_operation_kept_ms = 48LL * 60 * 60'000;
inline constexpr std::int64_t expiry_pause_ms =
    60'000;                                          // between two looks for old client operations
inline constexpr std::int64_t expiry_rows_max = 500; // dropped at a time
inline constexpr int sqlite_writer_cache_kib = 16 * 1'024;
inline constexpr int sqlite_reader_cache_kib = 4 * 1'024;
inline constexpr int wal_light_step_bytes =
    1 * 1'024 * 1'024; // so much since the last checkpoint: the next
inline constexpr int wal_heavy_step_bytes = 32 * 1'024 * 1'024; // … while commits are large
inline constexpr int wal_light_commit_bytes = 256 * 1'024;
inline constexpr int wal_bytes_max = 64 * 1'024 * 1'024; // then a checkpoint waits for readers
inline constexpr std::size_t postgres_queue_max =
    256; // statements sent before their answers are read

static_assert(12 * message_characters_max + 4'096 < frame_bytes_max,
              "a longest message fits a frame, also with every character escaped as a pair");
static_assert(frame_bytes_max <= http_body_bytes_max, "HTTP carries what a frame carries");

static_assert(tail_bytes_max * (sessions_open_max + 1) < outbound_bytes_max,
              "a whole snapshot fits what a connection may be owed");

} // namespace parley::limits
