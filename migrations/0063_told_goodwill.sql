-- What Today and notices look up of goodwill: the ask a promise belongs to, what was answered lately, rules and causes by who answers for them.
create index authority_asks_to_asker on authority_asks (workspace_id, asker_promise_id) where asker_promise_id is not null;
create index authority_asks_to_customer on authority_asks (workspace_id, customer_promise_id);
create index authority_asks_answered on authority_asks (workspace_id, asked_by, settled_at) where settled_at is not null;
create index house_rules_owner on house_rules (workspace_id, owner_id);
create index frictions_unanswered on frictions (workspace_id, rule_id, at) where answered_at is null;
create index causes_owner on causes (workspace_id, owner_id) where opened_at is not null;
