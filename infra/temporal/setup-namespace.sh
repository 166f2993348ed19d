#!/bin/sh
# Creates the namespace with its retention and search attributes; runs in the admin-tools image of docker-compose.yml.
# The values are those of server.json.
set -eu
operator() {
  temporal operator "$@" --address "$TEMPORAL_ADDRESS"
}
attempts=0
until operator cluster health > /dev/null 2>&1; do
  attempts=$((attempts + 1))
  [ "$attempts" -lt 60 ] || { echo "Temporal at $TEMPORAL_ADDRESS does not answer" >&2; exit 1; }
  sleep 1
done
operator namespace describe --namespace mendline > /dev/null 2>&1 || operator namespace create --namespace mendline --retention 30d
operator namespace update --namespace mendline --retention 30d
operator search-attribute create --namespace mendline --name TicketStatus --name Region --type Keyword
