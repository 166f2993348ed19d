#!/bin/sh
# Creates or updates Temporal's own two databases; runs in the admin-tools image of docker-compose.yml.
set -eu
tool() {
  temporal-sql-tool --plugin postgres12 --ep "$SQL_HOST" -p "$SQL_PORT" -u "$SQL_USER" --pw "$SQL_PASSWORD" "$@"
}
set_up() {
  tool --db "$1" create
  # Fails when the version table exists already, which is every time but the first.
  tool --db "$1" setup-schema -v 0.0 || true
  tool --db "$1" update-schema --schema-name "postgresql/v12/$2"
}
set_up temporal temporal
set_up temporal_visibility visibility
