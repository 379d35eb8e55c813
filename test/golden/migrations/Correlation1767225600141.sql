drop index concurrently if exists es.events_by_correlation
;
create index concurrently events_by_correlation on es.events ((meta->>'correlationId'), position)
