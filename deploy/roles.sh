#!/bin/sh
# Runs once, when the database is made: the plain role that the pages and the worker use.
# It owns nothing and bypasses nothing; `grant_app_role` gives it its rights after each migration.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
\set password `cat /run/secrets/app_password`
CREATE ROLE dsr_app LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD :'password';
SQL
