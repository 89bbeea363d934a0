#!/usr/bin/env bash
# Measures `make run` on a fresh clone: seconds from the command to the first good answer of /healthz,
# cold (nothing installed) and warm (a second start). Usage: scripts/measure_start.sh [make arguments]
set -euo pipefail
project="$(cd "$(dirname "$0")/.." && pwd)"
folder="$(mktemp -d)"
export MENTORMATCH_PORT="${MENTORMATCH_PORT:-5057}"
trap 'rm -rf "$folder"' EXIT

if curl --silent --output /dev/null "http://127.0.0.1:$MENTORMATCH_PORT/healthz"; then
  echo "Something answers on port $MENTORMATCH_PORT already; name another in MENTORMATCH_PORT."
  exit 1
fi

git clone --quiet "$project" "$folder/clone"
cd "$folder/clone"
for start in cold warm; do
  began="$(date +%s.%N)"
  make --silent run "$@" >"$folder/$start.log" 2>&1 &
  running=$!
  until curl --silent --fail --output /dev/null "http://127.0.0.1:$MENTORMATCH_PORT/healthz"; do
    kill -0 "$running" 2>/dev/null || { cat "$folder/$start.log"; echo "$start: make run ended"; exit 1; }
    sleep 0.1
  done
  ended="$(date +%s.%N)"
  awk -v start="$start" -v a="$began" -v b="$ended" 'BEGIN { printf "%s start: %.1f s\n", start, b - a }'
  sleep 1
  sed 's/^/    /' "$folder/$start.log"
  kill -TERM "$running"
  wait "$running" || true
done
