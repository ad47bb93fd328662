// Credentials, rates, malformed requests, connections that never say who they are.

#include "app/edge/tokens.hpp"
#include "app/served.hpp"
#include "base/limits.hpp"

#include <thread>

using namespace parley;
using namespace parley::testing;

namespace {

edge::HttpCall post(std::string operation, std::string body, std::string token = {}) {
    edge::HttpCall call;
    call.peer.address = "10.0.0.1";
    call.operation = std::move(operation);
    call.body = std::move(body);
    call.credentials.bearer = std::move(token);
    return call;
}

// The watch thread looks once a second of real time.
int close_code_within_3s(const Tab& tab) {
    for (int i = 0; i < 60 && tab.close_code() == 0; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    return tab.close_code();
}

} // namespace

TEST_CASE("[ED8] login tokens: unknown, changed by one byte, expired, closed") {
    Served served;
    auto& world = served.world;
    auto token = world.login(served.ava);
    CHECK(world.http("who_am_i", {}, token).ok);
    for (std::size_t i = 0; i < token.size(); i += 5) {
        auto changed = token;
        changed[i] = changed[i] == 'x' ? 'y' : 'x';
        CHECK(world.http("who_am_i", {}, changed).reason() == "login_closed");
    }
    CHECK(world.http("who_am_i", {}, "x").status == 401);
    CHECK(world.http("who_am_i", {}, std::string(10'000, 'x')).status == 401);
    world.advance(Millis(13 * 3'600'000));
    CHECK(world.http("who_am_i", {}, token).reason() == "login_expired");
    auto fresh = world.login(served.ava);
    CHECK(world.http("sign_out", {}, fresh).ok);
    CHECK(world.http("who_am_i", {}, fresh).reason() == "login_closed");
}

TEST_CASE("[ED4] [ED13] visitor tokens: forged, expired, of another workspace") {
    Served served;
    auto& world = served.world;
    std::string key(32, 'k');
    auto good =
        tokens::sign_visitor({ServerWorld::workspace, "noor", world.now() + Millis(1'000)}, key);
    CHECK(world.http("start_chat", {{"widget", "support"}}, good).ok);
    auto forged =
        tokens::sign_visitor({ServerWorld::workspace, "noor", Time::never()}, std::string(32, 'x'));
    CHECK(world.http("list_conversations", {}, forged).reason() == "token_forged");
    // A workspace that is not there: nobody would answer.
    auto elsewhere = tokens::sign_visitor({WorkspaceId(2), "noor", Time::never()}, key);
    for (auto operation : {"list_conversations", "start_chat"}) {
        object arguments;
        if (operation == std::string("start_chat"))
            arguments["widget"] = "support";
        CHECK(world.http(operation, arguments, elsewhere).reason() == "token_forged");
    }
    world.advance(Millis(1'000));
    CHECK(world.http("list_conversations", {}, good).reason() == "token_expired");
    CHECK(world.http("list_conversations", {}, forged).status == 401);
}

TEST_CASE("[ED6] sign-in tells nobody which part was wrong") {
    Served served;
    auto& world = served.world;
    auto sign_in = [&](const std::string& email, const std::string& password) {
        return world.http("sign_in", {{"email", email}, {"password", password}});
    };
    auto good = sign_in(" AVA@demo.test ", Served::password);
    REQUIRE(good.ok);
    CHECK(world.http("who_am_i", {}, std::string(good.body.at("token").as_string())).ok);
    auto wrong = sign_in("ava@demo.test", "wrong");
    auto unknown = sign_in("nobody@demo.test", "wrong");
    CHECK(wrong.status == 401);
    CHECK(wrong.reason() == "wrong_credentials");
    CHECK(wrong.body == unknown.body);
    CHECK(sign_in("ava@demo.test", std::string(2'000, 'x')).body == wrong.body);
    CHECK(sign_in(std::string(2'000, 'x'), "x").body == wrong.body);
    auto boss = world.login(served.admin);
    REQUIRE(world.http("save_agent", {{"id", served.ava.value}, {"disabled", true}}, boss).ok);
    CHECK(sign_in("ava@demo.test", Served::password).body == wrong.body);
}

TEST_CASE(
    "[ED6] a login in a cookie is not told, and lets nobody keep a stale one from signing in") {
    Served served;
    auto call =
        post("sign_in", R"({"email":"ava@demo.test","password":"parley-demo","cookie":true})");
    call.credentials.cookie = "pl_stale";
    auto answer = served.world.http_raw(call);
    REQUIRE(answer.ok);
    CHECK_FALSE(answer.body.contains("token"));
    CHECK(answer.set_cookie.find("HttpOnly") != std::string::npos);
    CHECK(answer.set_cookie.find("SameSite") != std::string::npos);
    auto begin = answer.set_cookie.find('=') + 1;
    auto token = answer.set_cookie.substr(begin, answer.set_cookie.find(';') - begin);
    auto me = post("who_am_i", "{}");
    me.credentials.cookie = token;
    CHECK(served.world.http_raw(me).ok);
    auto out = post("sign_out", "{}");
    out.credentials.cookie = token;
    CHECK(served.world.http_raw(out).set_cookie.find("Max-Age=0") != std::string::npos);
    CHECK(served.world.http_raw(me).reason() == "login_closed");
    auto secure =
        post("sign_in", R"({"email":"ava@demo.test","password":"parley-demo","cookie":true})");
    secure.peer.secure = true;
    auto safe = served.world.http_raw(secure);
    CHECK(safe.set_cookie.starts_with("__Host-parley_login="));
    CHECK(safe.set_cookie.find("Secure") != std::string::npos);
}

TEST_CASE("[ED5] wrong passwords, chat starts, messages and calls have rates that say when to come "
          "again") {
    ServiceOptions options = Served::without_rates();
    options.sign_ins = {1.0 / 60, 3};
    options.chat_starts = {1.0 / 60, 2};
    options.visitor_messages = {1, 2};
    Served served(options);
    auto& world = served.world;
    object wrong{{"email", "ava@demo.test"}, {"password", "wrong"}};
    for (int i = 0; i < 3; ++i)
        CHECK(world.http("sign_in", wrong).reason() == "wrong_credentials");
    auto limited = world.http("sign_in", wrong);
    CHECK(limited.status == 429);
    CHECK(limited.reason() == "sign_in_rate");
    CHECK(limited.retry_after_s == 60);
    // The right password waits too, or guessing would go on.
    object right{{"email", "ava@demo.test"}, {"password", Served::password}};
    CHECK(world.http("sign_in", right).reason() == "sign_in_rate");
    CHECK(world.http("sign_in", {{"email", "ben@demo.test"}, {"password", Served::password}}).ok);
    world.advance(Millis(60'000));
    for (int i = 0; i < 10; ++i) // who knows it is not slowed down
        CHECK(world.http("sign_in", right).ok);

    auto noor = world.visitor("noor");
    auto started = world.http("start_chat", {{"widget", "support"}}, noor);
    REQUIRE(started.ok);
    auto conversation = started.body.at("conversation");
    CHECK(world.http("start_chat", {{"widget", "sales"}}, noor).ok);
    auto starts = world.http("start_chat", {{"widget", "support"}}, world.visitor("other"));
    CHECK(starts.reason() == "chat_start_rate");
    CHECK(starts.retry_after_s > 0);

    auto say = [&](const std::string& id) {
        return world.http("send_message",
                          {{"conversation", conversation}, {"text", "x"}, {"client_id", id}}, noor);
    };
    CHECK(say("1").ok);
    CHECK(say("2").ok);
    auto slow = say("3");
    CHECK(slow.reason() == "message_rate");
    CHECK(slow.retry_after_s == 1);
    world.advance(Millis(1'000));
    CHECK(say("3").ok);
}

TEST_CASE("[ED5] calls of one address have a rate, and a signed-in connection one of its own") {
    ServiceOptions options = Served::without_rates();
    options.calls = {1, 5};
    Served served(options);
    auto& world = served.world;
    auto call = post("get_widget", R"({"widget":"support"})");
    for (int i = 0; i < 5; ++i)
        CHECK(world.http_raw(call).ok);
    auto limited = world.http_raw(call);
    CHECK(limited.status == 429);
    CHECK(limited.reason() == "call_rate");
    CHECK(limited.retry_after_s == 1);
    call.peer.address = "10.0.0.2";
    CHECK(world.http_raw(call).ok);
    auto& tab = world.open_tab(world.login(served.ava));
    std::string reason;
    for (int i = 0; i < 20 && reason.empty(); ++i)
        reason = world.ask(tab, "who_am_i", {}).reason();
    CHECK(reason == "call_rate");
    CHECK(tab.close_code() == 0);
    world.advance(Millis(5'000));
    CHECK(world.ask(tab, "who_am_i", {}).ok);
}

TEST_CASE("[ED2] [ED12] malformed requests are named, and none is an internal error") {
    Served served;
    auto& world = served.world;
    auto ava = world.login(served.ava);
    auto refusal = [&](const std::string& operation, const std::string& body) {
        auto answer = world.http_raw(post(operation, body, ava));
        CHECK(answer.status >= 400);
        CHECK(answer.status < 500);
        return answer.reason();
    };
    for (auto body : {"", "{", "{]", "nul", "{\"a\":1}}", "{\"a\":1,}", "{\"a\":\"\\ud800\"}",
                      "{\"a\":\"\xc3\"}", "{\"a\":01}", "{'a':1}", "\xef\xbb\xbf{}"})
        CHECK_MESSAGE(refusal("set_presence", body) == "malformed_json", body);
    auto detail = [&](const std::string& body) {
        return std::string(
            world.http_raw(post("set_presence", body, ava)).body.at("detail").as_string());
    };
    CHECK(detail("{\"a\":\"\xc3\"}") == "not valid UTF-8");
    CHECK(detail("{\"a\" 1}").starts_with("at byte 5: "));
    CHECK(detail("{\"a\":\"\\ud800\"}").starts_with("at byte "));
    CHECK(refusal("set_presence", std::string(100'000, '[')) == "malformed_json");
    CHECK(refusal("set_presence", std::string(40, '[') + std::string(40, ']')) == "malformed_json");
    for (auto body : {"[]", "1", "null", "\"x\"", "true"})
        CHECK_MESSAGE(refusal("set_presence", body) == "wrong_type", body);
    CHECK(refusal("set_presence", "{}") == "missing_field");
    CHECK(refusal("set_presence", R"({"presence":7})") == "wrong_type");
    CHECK(refusal("set_presence", R"({"presence":"busy","x":1})") == "unknown_field");
    CHECK(refusal("accept_offer", R"({"conversation":1.5})") == "wrong_type");
    CHECK(refusal("accept_offer", R"({"conversation":"1"})") == "wrong_type");
    CHECK(refusal("accept_offer", R"({"conversation":99999999999999999999})") == "wrong_type");
    CHECK(refusal("accept_offer", R"({"conversation":-1})") == "conversation_not_found");
    CHECK(refusal("mark_read", R"({"conversation":1,"seq":-1})") == "invalid_field");
    CHECK(refusal("no_such_thing", "{}") == "unknown_operation");
    CHECK(refusal("", "{}") == "unknown_operation");
    CHECK(refusal("follow", "{}") == "socket_only");
    CHECK(refusal("authenticate", R"({"token":"x"})") == "socket_only");
    auto get = post("set_presence", "", ava);
    get.is_get = true;
    CHECK(world.http_raw(get).reason() == "post_only");
    auto read = post("list_messages", "", ava);
    read.is_get = true;
    read.query = {{"conversation", "x"}};
    CHECK(world.http_raw(read).reason() == "wrong_type");
    read.query = {{"conversation", "1"}, {"colour", "red"}};
    CHECK(world.http_raw(read).reason() == "unknown_field");
    CHECK(world.violations() == std::vector<std::string>());
}

TEST_CASE("[ED7] what is not a request closes the connection, what is a bad one is answered") {
    Served served;
    auto& world = served.world;
    for (auto frame : {"", "hello", "[]", "{}", R"({"op":"who_am_i"})",
                       R"({"id":0,"op":"who_am_i"})", R"({"id":-1,"op":"who_am_i"})",
                       R"({"id":"1","op":"who_am_i"})", R"({"id":1.5,"op":"x"})"}) {
        CAPTURE(frame);
        auto& tab = world.open_tab(world.login(served.ava));
        world.send_raw(tab, frame);
        CHECK(tab.close_code() == 4501);
    }
    auto& tab = world.open_tab(world.login(served.ava));
    for (auto [frame, reason] :
         {std::pair(R"({"id":101})", "missing_field"),
          std::pair(R"({"id":102,"op":7})", "missing_field"),
          std::pair(R"({"id":103,"op":"who_am_i","arguments":{}})", "unknown_field"),
          std::pair(R"({"id":104,"op":"who_am_i","args":[]})", "wrong_type"),
          std::pair(R"({"id":105,"op":"nothing"})", "unknown_operation"),
          std::pair(R"({"id":106,"op":"authenticate","args":{"token":"x"}})",
                    "already_authenticated")}) {
        CAPTURE(frame);
        world.send_raw(tab, frame);
        auto answer = tab.answer(boost::json::parse(frame).at("id").as_int64());
        REQUIRE(answer);
        CHECK(answer->reason() == reason);
        CHECK(tab.close_code() == 0);
    }
}

TEST_CASE("[ED7] a connection says who it is within its time, and nothing else before") {
    Served served;
    auto& world = served.world;
    auto& tab = world.open_silent_tab();
    CHECK(world.ask(tab, "who_am_i", {}).reason() == "not_signed_in");
    CHECK(world.ask(tab, "authenticate", {{"token", "pl_wrong"}}).reason() == "login_closed");
    CHECK_FALSE(world.ask(tab, "authenticate", {{"token", ""}}).ok);
    CHECK(tab.close_code() == 0);
    world.advance(Millis(9'999));
    auto& late = world.open_silent_tab();
    world.advance(Millis(1));
    CHECK(close_code_within_3s(tab) == 4500);
    CHECK(late.close_code() == 0);
    CHECK(world.ask(late, "authenticate", {{"token", world.login(served.ava)}}).ok);
}

TEST_CASE("[ED7] a cookie counts unless the first frame says who it is instead") {
    Served served;
    auto& world = served.world;
    auto cookie = world.login(served.ava);
    auto& desk = world.open_silent_tab(cookie);
    CHECK(world.ask(desk, "who_am_i", {}).body.at("id") == served.ava.value);
    CHECK(world.ask(desk, "authenticate", {{"token", cookie}}).reason() == "already_authenticated");
    auto& widget = world.open_silent_tab(cookie); // a customer in the same browser
    CHECK(world.ask(widget, "authenticate", {{"token", world.visitor("noor")}}).ok);
    CHECK(world.ask(widget, "who_am_i", {}).reason() == "role_required");
    CHECK(world.ask(widget, "start_chat", {{"widget", "support"}}).ok);
    auto& stale = world.open_silent_tab("pl_stale");
    CHECK(world.ask(stale, "authenticate", {{"token", world.visitor("noor")}}).ok);
    auto& closed = world.open_silent_tab("pl_stale");
    world.send_raw(closed, R"({"id":1,"op":"who_am_i"})");
    CHECK(closed.close_code() == 4504);
    CHECK(world.violations() == std::vector<std::string>());
}

TEST_CASE("[ED8] an expired login's connection is closed") {
    Served served;
    auto& world = served.world;
    auto& tab = world.open_tab(world.login(served.ava));
    world.advance(Millis(12 * 3'600'000));
    CHECK(close_code_within_3s(tab) == 4504);
}

TEST_CASE("a foreign page may embed the widget's connection, and never use the cookie") {
    Served served;
    auto& service = served.world.service();
    auto allowed = [&](const std::string& origin, bool cookie) {
        edge::Peer peer;
        peer.origin = origin;
        peer.host = "chat.example:8080";
        return service.origin_allowed(peer, cookie);
    };
    CHECK(allowed("http://chat.example:8080", true));
    CHECK(allowed("https://shop.example", false));
    CHECK_FALSE(allowed("https://shop.example", true));
    CHECK_FALSE(allowed("null", true));
    CHECK_FALSE(allowed("null", false));
    CHECK_FALSE(allowed("", true));
    CHECK(allowed("", false));
    CHECK_FALSE(allowed("http://chat.example:8080.evil.example", true));
    auto boss = served.world.login(served.admin);
    for (auto [id, key] : {std::pair(1, "support"), std::pair(2, "sales")})
        REQUIRE(served.world
                    .http("save_widget",
                          {{"id", id},
                           {"key", key},
                           {"workstream", id},
                           {"title", key},
                           {"domains", {"shop.example"}}},
                          boss)
                    .ok);
    CHECK(allowed("https://shop.example", false));
    CHECK_FALSE(allowed("https://other.example", false));
}
