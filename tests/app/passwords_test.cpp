// Links, passwords, and the first start.

#include "app/served.hpp"

#include <boost/json/serialize.hpp>
#include <future>

using namespace parley;
using namespace parley::testing;

namespace {

const std::string new_password = "a long enough one";

struct People : Served {
    std::string boss = world.login(admin);

    std::string link_for(AgentId agent) {
        auto made = world.http("create_password_link", {{"agent", agent.value}}, boss);
        REQUIRE(made.ok);
        return std::string(made.body.at("token").as_string());
    }
    HttpAnswered set(const std::string& token, const std::string& password = new_password) {
        return world.http("set_password", {{"token", token}, {"password", password}});
    }
    HttpAnswered sign_in(const std::string& email, const std::string& with) {
        return world.http("sign_in", {{"email", email}, {"password", with}});
    }
};

} // namespace

TEST_CASE("[SU12] an invited agent sets a password by the link, once, and signs in") {
    People p;
    auto& world = p.world;
    auto made = world.http("save_agent", {{"email", "kai@demo.test"}, {"name", "Kai"}}, p.boss);
    REQUIRE(made.ok);
    AgentId kai(made.body.at("id").as_int64());
    CHECK(p.sign_in("kai@demo.test", "").reason() == "wrong_credentials");
    auto link = world.http("create_password_link", {{"agent", kai.value}}, p.boss);
    REQUIRE(link.ok);
    std::string token(link.body.at("token").as_string());
    CHECK(link.body.at("url").as_string().ends_with("/desk/#password/" + token));
    CHECK(link.body.at("expires_at").as_int64() ==
          world.now().ms + 7 * std::int64_t{24} * 3'600'000);

    auto described = world.http("describe_password_link", {{"token", token}});
    REQUIRE(described.ok);
    CHECK(described.body.at("email") == "kai@demo.test");
    CHECK(described.body.at("invited") == true);
    CHECK(world.http("who_am_i", {}, token).reason() == "login_closed"); // it is no login
    CHECK(p.set(token, "short").reason() == "invalid_field");
    auto set = p.set(token);
    REQUIRE(set.ok);
    CHECK(set.body.at("email") == "kai@demo.test");
    CHECK(p.sign_in("kai@demo.test", new_password).ok);
    CHECK(p.set(token).reason() == "link_not_valid");
    CHECK(world.http("describe_password_link", {{"token", token}}).reason() == "link_not_valid");
    CHECK(p.set("pp_guessed").reason() == "link_not_valid");
    CHECK(world.violations() == std::vector<std::string>());
}

TEST_CASE("[SU12] a link ends with its time, with a newer one, and with its agent") {
    People p;
    auto first = p.link_for(p.ava);
    auto second = p.link_for(p.ava);
    CHECK(p.set(first).reason() == "link_not_valid");
    auto of_ben = p.link_for(p.ben);
    REQUIRE(p.world.http("save_agent", {{"id", p.ben.value}, {"disabled", true}}, p.boss).ok);
    CHECK(p.set(of_ben).reason() == "link_not_valid");
    p.world.restart();
    CHECK(p.world.http("describe_password_link", {{"token", second}}).body.at("invited") == false);
    p.world.advance(Millis(24 * 3'600'000));
    CHECK(p.set(second).reason() == "link_not_valid");
    CHECK(p.sign_in("ava@demo.test", Served::password).ok); // asking for a reset changes nothing
}

TEST_CASE("[SU12] two holders of one link: one of them sets the password") {
    People p;
    auto token = p.link_for(p.ava);
    std::promise<std::string> results[2];
    for (int i = 0; i < 2; ++i) {
        edge::HttpCall call;
        call.peer.address = "10.0.0.1";
        call.operation = "set_password";
        call.body = R"({"token":")" + token + R"(","password":"number )" + std::to_string(i) +
                    R"( of them"})";
        p.world.service().call(
            call, [&results, i](edge::HttpAnswer answer) { results[i].set_value(answer.body); });
    }
    std::string both;
    for (auto& result : results)
        both += result.get_future().get();
    CHECK(both.find("link_not_valid") != std::string::npos);
    CHECK(both.find("ava@demo.test") != std::string::npos);
    CHECK(p.sign_in("ava@demo.test", "number 0 of them").ok !=
          p.sign_in("ava@demo.test", "number 1 of them").ok);
}

TEST_CASE("[SU13] a new password closes the agent's other logins, and API tokens stay") {
    People p;
    auto& world = p.world;
    auto here = world.login(p.ava);
    auto elsewhere = world.login(p.ava);
    auto program = world.login(p.ava, LoginKind::api_token);
    auto& tab = world.open_tab(elsewhere);
    auto link = p.link_for(p.ava);
    auto change = [&](const std::string& current, const std::string& password) {
        return world.http("change_password", {{"current", current}, {"password", password}}, here);
    };
    CHECK(change("wrong", new_password).reason() == "wrong_password");
    CHECK(change(Served::password, "short").reason() == "invalid_field");
    CHECK(world.http("who_am_i", {}, elsewhere).ok);
    REQUIRE(change(Served::password, new_password).ok);
    CHECK(world.http("who_am_i", {}, here).ok);
    CHECK(world.http("who_am_i", {}, elsewhere).reason() == "login_closed");
    CHECK(world.http("who_am_i", {}, program).ok);
    world.settle();
    CHECK(tab.close_code() == 4504);
    CHECK(p.set(link).reason() == "link_not_valid");
    CHECK_FALSE(p.sign_in("ava@demo.test", Served::password).ok);
    CHECK(p.sign_in("ava@demo.test", new_password).ok);

    auto reset = p.link_for(p.ava);
    REQUIRE(p.set(reset, "another long one").ok);
    CHECK(world.http("who_am_i", {}, here).reason() == "login_closed");
    auto again = world.login(p.ava);
    REQUIRE(
        world
            .http("save_agent", {{"id", p.ava.value}, {"password", "by the administrator"}}, p.boss)
            .ok);
    CHECK(world.http("who_am_i", {}, again).reason() == "login_closed");
    CHECK(world.http("who_am_i", {}, program).ok);
    CHECK(world.violations() == std::vector<std::string>());
}

TEST_CASE("[ED5] [SU13] guessing a current password or a link is as slow as signing in") {
    auto options = Served::without_rates();
    options.sign_ins = {1.0 / 60, 3};
    Served served(options);
    auto& world = served.world;
    auto ava = world.login(served.ava);
    object wrong{{"current", "wrong"}, {"password", new_password}};
    for (int i = 0; i < 3; ++i) {
        CHECK(world.http("change_password", wrong, ava).reason() == "wrong_password");
        CHECK(world.http("describe_password_link", {{"token", "pp_x"}}).reason() ==
              "link_not_valid");
    }
    CHECK(world.http("change_password", wrong, ava).status == 429);
    CHECK(world.http("describe_password_link", {{"token", "pp_x"}}).status == 429);
}

TEST_CASE("[SU11] an empty server is set up by its link, once") {
    contract::SqliteDatabase database;
    auto store = contract::value_of(open_store(database.url()));
    ManualClock clock;
    clock.set(Time(1'735'689'600'000));
    auto options = Served::without_rates();
    options.token_key = store->token_key();
    options.set_up_token = "ps_right";
    auto service = contract::value_of(Service::start(*store, clock, options));
    auto ask = [&](const std::string& operation, const object& arguments) {
        std::promise<edge::HttpAnswer> answered;
        edge::HttpCall call;
        call.peer.address = "10.0.0.1";
        call.operation = operation;
        call.body = boost::json::serialize(arguments);
        service->call(call, [&](edge::HttpAnswer answer) { answered.set_value(answer); });
        return answered.get_future().get();
    };
    object request{{"token", "ps_wrong"},           {"workspace", "northwind"},
                   {"email", " Ines@Shop.example"}, {"name", "Ines"},
                   {"password", new_password},      {"language", "de"}};
    auto reason = [&] {
        return std::string(
            boost::json::parse(ask("set_up", request).body).at("reason").as_string());
    };
    CHECK(service->needs_set_up());
    CHECK(reason() == "link_not_valid");
    request["token"] = "ps_right";
    request["workspace"] = "North wind";
    CHECK(reason() == "bad_name");
    request["workspace"] = "northwind";
    request["email"] = "nobody";
    CHECK(reason() == "invalid_argument");
    request["email"] = "Ines@Shop.example";
    request["password"] = "short";
    CHECK(reason() == "invalid_field");
    CHECK(service->needs_set_up());
    request["password"] = new_password;
    auto made = ask("set_up", request);
    CHECK(made.status == 200);
    CHECK_FALSE(service->needs_set_up());
    CHECK(reason() == "link_not_valid");
    object sign_in{{"email", "ines@shop.example"}, {"password", new_password}};
    CHECK(ask("sign_in", sign_in).status == 200);
    service->stop();
    service = contract::value_of(Service::start(*store, clock, options));
    CHECK_FALSE(service->needs_set_up());
    CHECK(ask("sign_in", sign_in).status == 200);
    service->stop();
}
