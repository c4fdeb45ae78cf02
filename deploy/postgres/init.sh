#!/bin/sh
# Runs once, in an empty database: the login of the services. It owns nothing and is no superuser, so that row-level
# security holds for it; migrations run as POSTGRES_USER and find the roles as they would have made them.
set -eu
psql --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" \
  --set=password="$SERVICE_PASSWORD" <<'SQL'
CREATE ROLE repartee_app NOLOGIN NOINHERIT;
CREATE ROLE repartee_worker NOLOGIN NOINHERIT;
CREATE ROLE repartee_service LOGIN PASSWORD :'password';
GRANT repartee_app TO repartee_service WITH INHERIT FALSE, SET TRUE;
SQL
