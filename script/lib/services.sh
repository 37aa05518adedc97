# Sourced by script/test: find, install or start what the tests need beside Python.

CLUSTER=""

may_install() {
  [ "$(id -u)" = 0 ] && [ -e /etc/debian_version ] && command -v apt-get >/dev/null && [ -z "${PRAYA_NO_INSTALL:-}" ]
}

apt_install() {
  echo "Installing $* with apt-get"
  (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@") >var/reports/apt.log 2>&1 \
    || { echo "apt-get failed; see var/reports/apt.log" >&2; return 1; }
}

postgres_answers() {
  .venv/bin/python - "$1" <<'PYTHON' 2>/dev/null
import sys
import psycopg

with psycopg.connect(sys.argv[1], connect_timeout=3) as connection:
    may_create = connection.execute("select rolcreatedb or rolsuper from pg_roles where rolname = current_user").fetchone()
    sys.exit(not (may_create and may_create[0]))
PYTHON
}

postgres_binaries() {
  local initdb
  for initdb in /usr/lib/postgresql/*/bin/initdb /usr/local/pgsql/bin/initdb "$(command -v initdb || true)"; do
    [ -x "$initdb" ] && dirname "$(readlink -f "$initdb")" && return 0
  done
  return 1
}

# As root the server must run as another user: `postgres`, which Debian's package makes.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

start_cluster() {
  local binaries port
  binaries=$(postgres_binaries) || return 1
  CLUSTER=$(mktemp -d "${TMPDIR:-/tmp}/praya-postgres.XXXXXX")
  [ "$(id -u)" != 0 ] || chown postgres "$CLUSTER" || return 1
  port=$(.venv/bin/python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  echo "Starting an own PostgreSQL for the tests on port $port" >&2
  (
    cd /
    as_postgres "$binaries/initdb" -D "$CLUSTER/rows" -U postgres --auth=trust --encoding=UTF8 --no-locale >/dev/null
    as_postgres "$binaries/pg_ctl" -D "$CLUSTER/rows" -w -l "$CLUSTER/log" start \
      -o "-p $port -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses=127.0.0.1 -c unix_socket_directories=$CLUSTER" >/dev/null
  ) || return 1
  POSTGRES="postgresql://postgres@127.0.0.1:$port/postgres"
}

stop_cluster() {
  [ -n "$CLUSTER" ] || return 0
  (cd / && as_postgres "$(postgres_binaries)/pg_ctl" -D "$CLUSTER/rows" -m immediate stop >/dev/null 2>&1) || true
  rm -rf "$CLUSTER"
}

# Set POSTGRES to an address under which databases may be created, or to nothing.
find_postgres() {
  local address
  POSTGRES=""
  for address in "${DATABASE_URL_TEST:-}" "postgresql://postgres@127.0.0.1:5432/postgres" \
    "postgresql:///postgres?host=/var/run/postgresql"; do
    if [ -n "$address" ] && postgres_answers "$address"; then
      POSTGRES=$address
      return 0
    fi
  done
  if ! postgres_binaries >/dev/null && may_install; then apt_install postgresql || true; fi
  start_cluster || POSTGRES=""
}

# Set CHROMIUM to a browser, or to nothing.
find_chromium() {
  CHROMIUM=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
  if [ -z "$CHROMIUM" ] && may_install; then
    apt_install chromium fonts-noto-cjk || true
    CHROMIUM=$(command -v chromium || true)
  fi
}
