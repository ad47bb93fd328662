#include "app/switchboard/batch.hpp"

namespace parley {

void append_deliveries(Outgoing&& out, Position position, std::vector<edge::Delivery>& deliveries) {
    const auto& transport = out.to->transport;
    auto send = [&](std::string frame) {
        deliveries.push_back({transport, std::move(frame), 0, {}});
    };
    auto with_rows = [&](std::string& frame) {
        frame += "\"rows\":[";
        frame += out.rows;
        frame += "],\"position\":";
        frame += std::to_string(position);
    };
    bool rows_ride_along = !out.rows.empty() && !out.snapshot && !out.replies.empty();
    for (std::size_t i = 0; i < out.replies.size(); ++i) {
        auto& frame = out.replies[i];
        if (rows_ride_along && i + 1 == out.replies.size()) {
            frame += ',';
            with_rows(frame);
        }
        frame += '}';
        send(std::move(frame));
    }
    if (out.snapshot) {
        std::string frame = "{";
        with_rows(frame);
        frame += ",\"keys\":[";
        frame += out.keys;
        frame += "],\"live\":";
        frame += std::to_string(position);
        frame += '}';
        send(std::move(frame));
    } else if (!out.rows.empty() && !rows_ride_along) {
        std::string frame = "{";
        with_rows(frame);
        frame += '}';
        send(std::move(frame));
    }
    if (!out.hints.empty())
        send("{\"typing\":[" + out.hints + "]}");
    if (out.close_code != 0)
        deliveries.push_back({transport, {}, out.close_code, out.close_reason});
}

} // namespace parley
