// Limits of src/base/limits.hpp that are not among the generated ones.
const minute = 60_000;
export const day_ms = 24 * 60 * minute;

export const workspace_name_max = 40;
export const widget_key_max = 64;
export const widget_domains_max = 100;
export const queue_priority_max = 1_000_000;
export const timeout_ms = { least: 100, most: 30 * day_ms };
export const connection_grace_ms = { least: 0, most: minute };
export const offer_timeout_ms = { least: 100, most: 60 * minute };
export const wrap_up_capacity_ms = { least: minute / 2, most: 60 * minute };
