-- What was put away is found again for a while: the log knows what, when and by whom.
create index events_put_away on events (workspace_id, at desc, id desc)
  where kind in ('view.deleted', 'saved_reply.deleted', 'tag.changed', 'team.changed', 'handle.removed', 'thing.changed');
