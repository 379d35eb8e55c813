#!/bin/sh
# Runs once, when the database is first made. The owner migrates the durable tables; the application can append and read, and
# cannot alter or delete what is recorded. Neither is a superuser, and nobody connects without a password.
set -eu

psql --set ON_ERROR_STOP=1 --no-psqlrc --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
  --set owner_password="$OWNER_PASSWORD" --set app_password="$APP_PASSWORD" <<'SQL'
create role tracker_owner login password :'owner_password';
create role tracker_app login password :'app_password';
create database tracker owner tracker_owner;
revoke all on database tracker from public;
grant connect on database tracker to tracker_app;
\connect tracker
revoke all on schema public from public;
grant usage, create on schema public to tracker_owner;
SQL
