alter table reader.stop add column stream text, add column revision bigint
