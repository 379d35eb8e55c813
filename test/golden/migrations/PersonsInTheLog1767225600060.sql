create index events_of_persons on es.events (position) where type in ('IdentityLinked', 'IdentityUnlinked', 'LeaderMergeProposed', 'LeadersMerged')
