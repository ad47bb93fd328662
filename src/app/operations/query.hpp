#pragma once
// The parameters of a GET as the JSON body that a POST of the same operation would carry.

#include <boost/json/value.hpp>
#include <map>
#include <string>
#include <string_view>

namespace parley::op {

// By the shape of the operation's request: a text field stays text, also when it reads like a
// number; elsewhere integers, true and false become what they look like. What fits no field is left
// to the reading of the request, which names it.
boost::json::value from_query(std::string_view operation,
                              const std::map<std::string, std::string>& query);

} // namespace parley::op
