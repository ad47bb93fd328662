#pragma once
// The store's reading side over one connection.

#include "adapters/store/sql_driver.hpp"
#include "app/ports/store.hpp"

namespace parley::store {

class SqlReader : public StoreReader {
public:
    explicit SqlReader(std::unique_ptr<SqlConnection> connection)
        : connection_(std::move(connection)) {}

    Result<std::vector<row::Workspace>> workspaces() override;
    Result<LoadedWorkspace> load(WorkspaceId workspace) override;
    Result<Position> position(WorkspaceId workspace) override;
    Result<std::optional<row::Customer>> customer(WorkspaceId workspace, CustomerId id) override;
    Result<std::optional<row::Customer>> customer_by_visitor(WorkspaceId workspace,
                                                             const std::string& visitor) override;
    Result<std::optional<row::Conversation>> conversation(WorkspaceId workspace,
                                                          ConversationId id) override;
    Result<std::vector<row::Session>> sessions(WorkspaceId workspace, ConversationId id) override;
    Result<std::optional<row::ClientOperation>>
    client_operation(WorkspaceId workspace, const std::string& actor,
                     const std::string& client_id) override;
    Result<std::vector<row::Message>> sent_messages(WorkspaceId workspace,
                                                    ConversationId id) override;
    Result<std::vector<row::Message>> messages(WorkspaceId workspace, ConversationId id,
                                               Seq before_seq, std::optional<Seq> after_seq,
                                               std::int64_t limit) override;
    Result<std::vector<row::Conversation>> closed_by_agent(WorkspaceId workspace, AgentId agent,
                                                           Time since, Time before,
                                                           ConversationId before_id,
                                                           std::int64_t limit) override;
    Result<std::vector<row::Conversation>> of_customer(WorkspaceId workspace, CustomerId customer,
                                                       ConversationId before_id,
                                                       std::int64_t limit) override;
    Result<std::vector<row::Journal>> journal(WorkspaceId workspace, Position after,
                                              std::int64_t limit) override;

private:
    std::unique_ptr<SqlConnection> connection_;
};

} // namespace parley::store
