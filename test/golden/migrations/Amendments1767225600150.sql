drop index concurrently if exists es.amendments_by_leader
;
create index concurrently amendments_by_leader on es.events ((coalesce(data->>'leaderId', data->'concerns'->>'leaderId')), position)
      where (meta->>'corrects') is not null or (meta->>'voids') is not null
