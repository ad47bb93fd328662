-- Rows as app/ports/rows.hpp describes them: field name = column name.
-- Tokens (sql_text.cpp): {int} {text} {bytes} types; {clustered} the row lives in its primary key
-- (SQLite); {strict} types are checked (SQLite); {hot} room for updates in the page (PostgreSQL).

CREATE TABLE secret (
    name {text} PRIMARY KEY,
    value {bytes} NOT NULL
) {strict};

CREATE TABLE workspace (
    id {int} PRIMARY KEY,
    name {text} NOT NULL,
    settings {text} NOT NULL,
    counters {text} NOT NULL,
    position {int} NOT NULL,
    history_id {text} NOT NULL,
    created_at {int} NOT NULL
) {hot} {strict};

CREATE TABLE agent (
    workspace {int} NOT NULL,
    id {int} NOT NULL,
    position {int} NOT NULL,
    email {text} NOT NULL,
    name {text} NOT NULL,
    nickname {text} NOT NULL,
    role {text} NOT NULL,
    language {text} NOT NULL,
    capacity {int} NOT NULL,
    default_presence {text} NOT NULL,
    password_hash {text} NOT NULL,
    disabled {int} NOT NULL,
    presence {text} NOT NULL,
    before_disconnect {text} NOT NULL,
    disconnected_at {int} NOT NULL,
    capacity_released_at {int} NOT NULL,
    PRIMARY KEY (workspace, id)
) {hot} {clustered};

CREATE TABLE queue (
    workspace {int} NOT NULL,
    id {int} NOT NULL,
    position {int} NOT NULL,
    name {text} NOT NULL,
    priority {int} NOT NULL,
    method {text} NOT NULL,
    turns {int} NOT NULL,
    PRIMARY KEY (workspace, id)
) {hot} {clustered};

CREATE TABLE queue_member (
    workspace {int} NOT NULL,
    queue {int} NOT NULL,
    agent {int} NOT NULL,
    turn {int} NOT NULL,
    PRIMARY KEY (workspace, queue, agent)
) {hot} {clustered};

CREATE TABLE workstream (
    workspace {int} NOT NULL,
    id {int} NOT NULL,
    position {int} NOT NULL,
    name {text} NOT NULL,
    queue {int} NOT NULL,
    capacity_cost {int} NOT NULL,
    offer_timeout_ms {int} NOT NULL,
    wrap_up_capacity {text} NOT NULL,
    wrap_up_capacity_ms {int} NOT NULL,
    allow_busy {int} NOT NULL,
    PRIMARY KEY (workspace, id)
) {clustered};

CREATE TABLE widget (
    workspace {int} NOT NULL,
    id {int} NOT NULL,
    position {int} NOT NULL,
    key {text} NOT NULL,
    workstream {int} NOT NULL,
    title {text} NOT NULL,
    subtitle {text} NOT NULL,
    colour {text} NOT NULL,
    language {text} NOT NULL,
    agent_name {text} NOT NULL,
    domains {text} NOT NULL,
    PRIMARY KEY (workspace, id)
) {clustered};
CREATE UNIQUE INDEX widget_key ON widget (key);

CREATE TABLE quick_reply (
    workspace {int} NOT NULL,
    id {int} NOT NULL,
    position {int} NOT NULL,
    owner {int} NOT NULL,
    shortcut {text} NOT NULL,
    language {text} NOT NULL,
    text {text} NOT NULL,
    PRIMARY KEY (workspace, id)
) {clustered};

CREATE TABLE login (
    workspace {int} NOT NULL,
    id {int} NOT NULL,
    agent {int} NOT NULL,
    kind {text} NOT NULL,
    token_hash {text} NOT NULL,
    label {text} NOT NULL,
    created_at {int} NOT NULL,
    expires_at {int} NOT NULL,
    PRIMARY KEY (workspace, id)
) {clustered};
CREATE UNIQUE INDEX login_token ON login (token_hash);

CREATE TABLE customer (
    workspace {int} NOT NULL,
    id {int} NOT NULL,
    position {int} NOT NULL,
    visitor {text} NOT NULL,
    name {text} NOT NULL,
    created_at {int} NOT NULL,
    PRIMARY KEY (workspace, id)
) {clustered};
CREATE UNIQUE INDEX customer_visitor ON customer (workspace, visitor);

CREATE TABLE conversation (
    workspace {int} NOT NULL,
    id {int} NOT NULL,
    position {int} NOT NULL,
    customer {int} NOT NULL,
    workstream {int} NOT NULL,
    queue {int} NOT NULL,
    widget {int} NOT NULL,
    state {text} NOT NULL,
    cause {text} NOT NULL,
    created_at {int} NOT NULL,
    state_at {int} NOT NULL,
    queued_at {int} NOT NULL,
    active_at {int} NOT NULL,
    closed_at {int} NOT NULL,
    agent {int} NOT NULL,
    session {int} NOT NULL,
    cost {int} NOT NULL,
    capacity_until {int} NOT NULL,
    declines {text} NOT NULL,
    last_seq {int} NOT NULL,
    last_customer_seq {int} NOT NULL,
    last_agent_seq {int} NOT NULL,
    customer_read_seq {int} NOT NULL,
    agent_read_seq {int} NOT NULL,
    last_customer_at {int} NOT NULL,
    waits_since {int} NOT NULL,
    last_text {text} NOT NULL,
    page {text} NOT NULL,
    device {text} NOT NULL,
    language {text} NOT NULL,
    context {text} NOT NULL,
    PRIMARY KEY (workspace, id)
) {hot} {clustered};
-- A message upserts its conversation and writes none of these indexes: an upsert of what is not
-- closed sets neither customer nor closed_at, and the last index holds closed ones only.
CREATE INDEX conversation_closed ON conversation (workspace, closed_at, id); -- 0: not closed
CREATE INDEX conversation_customer ON conversation (workspace, customer, id);
CREATE INDEX conversation_agent ON conversation (workspace, agent, closed_at, id)
    WHERE closed_at <> 0;

CREATE TABLE session (
    workspace {int} NOT NULL,
    conversation {int} NOT NULL,
    number {int} NOT NULL,
    agent {int} NOT NULL,
    state {text} NOT NULL,
    cause {text} NOT NULL,
    over_capacity {int} NOT NULL,
    assigned_at {int} NOT NULL,
    expires_at {int} NOT NULL,
    accepted_at {int} NOT NULL,
    closed_at {int} NOT NULL,
    closure {text} NOT NULL,
    PRIMARY KEY (workspace, conversation, number)
) {hot} {clustered};

CREATE TABLE message (
    workspace {int} NOT NULL,
    conversation {int} NOT NULL,
    seq {int} NOT NULL,
    author {text} NOT NULL,
    agent {int} NOT NULL,
    line {text} NOT NULL,
    text {text} NOT NULL,
    client_id {text} NOT NULL,
    sent_at {int} NOT NULL,
    PRIMARY KEY (workspace, conversation, seq)
) {strict};
-- Not {clustered}: new messages of all conversations then stand side by side, and a commit of a
-- thousand dirties a few dozen pages of the table instead of one for each conversation (measured:
-- half the CPU).
-- A backstop: the state machine refuses a repeated client id long before.
CREATE UNIQUE INDEX message_client_id ON message (workspace, conversation, author, agent, client_id)
    WHERE client_id <> '';

CREATE TABLE journal (
    workspace {int} NOT NULL,
    position {int} NOT NULL,
    at {int} NOT NULL,
    events {text} NOT NULL,
    PRIMARY KEY (workspace, position)
) {clustered};

CREATE TABLE client_operation (
    workspace {int} NOT NULL,
    actor {text} NOT NULL,
    client_id {text} NOT NULL,
    body_hash {int} NOT NULL,
    reply {text} NOT NULL,
    at {int} NOT NULL,
    PRIMARY KEY (workspace, actor, client_id)
) {clustered};
CREATE INDEX client_operation_at ON client_operation (at);
