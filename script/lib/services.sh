# Sourced by script/test: find, install or start what the tests need beside Python.

CLUSTER=""

may_install() {
  [ "$(id -u)" = 0 ] && [ -e /etc/debian_version ] && command -v apt-get >/dev/null && [ -z "${PRAYA_NO_INSTALL:-}" ]
}

# All in one call, because each call costs the reading of the lists; names that this release does not know are left out.
apt_install() {
  local name known=()
  echo "Installing $* with apt-get"
  mkdir -p var/reports
  apt-get update -qq >var/reports/apt.log 2>&1 || true
  for name in "$@"; do
    if apt-cache show "$name" >/dev/null 2>&1; then known+=("$name"); else echo "apt-get knows no $name" >&2; fi
  done
  [ ${#known[@]} -gt 0 ] || return 1
  DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends "${known[@]}" >>var/reports/apt.log 2>&1 \
    || { echo "apt-get failed; see var/reports/apt.log" >&2; return 1; }
}

is_installed() {
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# PRAYA_WITHOUT names what is to be taken for missing: postgresql, chromium, or running-postgresql (a server that others started).
is_hidden() {
  case " ${PRAYA_WITHOUT:-} " in *" $1 "*) return 0 ;; *) return 1 ;; esac
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

# Set POSTGRES to the address of a server that already runs and lets us create databases, or to nothing.
find_running_postgres() {
  local address
  POSTGRES=""
  for address in "${DATABASE_URL_TEST:-}" "postgresql://postgres@127.0.0.1:5432/postgres" \
    "postgresql:///postgres?host=/var/run/postgresql"; do
    if [ -n "$address" ] && postgres_answers "$address"; then
      POSTGRES=$address
      return 0
    fi
  done
}

# The shell is Chromium without its windows: the same pages, a third less work.
find_chromium() {
  CHROMIUM=$(command -v chromium-headless-shell || command -v chromium || command -v chromium-browser || command -v google-chrome || true)
}

# What the machine lacks and apt-get could bring. The browser draws with the machine's fonts, and the program that drives it for
# the journeys is linked against libatomic; documents bring their own fonts.
lacking_packages() {
  local name
  is_hidden postgresql || [ -n "$POSTGRES" ] || postgres_binaries >/dev/null || echo postgresql
  if is_hidden chromium; then return 0; fi
  [ -n "$CHROMIUM" ] || echo chromium-headless-shell
  for name in libatomic1 fonts-noto-cjk fonts-noto-core; do is_installed "$name" || echo "$name"; done
}

# Set POSTGRES (an address under which databases may be created) and CHROMIUM (a browser), or each to nothing, and say which.
# As root on Debian what is lacking is installed first. Needs `setup dev`. With CI=true a lack ends the run.
find_services() {
  local lacking
  POSTGRES="" CHROMIUM=""
  is_hidden postgresql || is_hidden running-postgresql || find_running_postgres
  is_hidden chromium || find_chromium
  if may_install; then
    lacking=$(lacking_packages)
    [ -z "$lacking" ] || apt_install $lacking || true
    is_hidden chromium || find_chromium
    # Older releases pack the shell only inside the whole browser.
    [ -n "$CHROMIUM" ] || is_hidden chromium || { apt_install chromium && find_chromium; } || true
  fi
  if [ -n "$POSTGRES" ]; then
    echo "PostgreSQL: a server that runs already"
  elif ! is_hidden postgresql && start_cluster; then
    echo "PostgreSQL: an own server"
  else
    POSTGRES=""
    echo "PostgreSQL: missing (apt-get install postgresql)"
  fi
  # Tests that need both databases at once look for the server here; where there is none, here is one that never answers.
  export DATABASE_URL_TEST=${POSTGRES:-postgresql://127.0.0.1:1/none}
  echo "Chromium: ${CHROMIUM:-missing (apt-get install chromium libatomic1 fonts-noto-cjk fonts-noto-core)}"
  if [ "${CI:-}" = true ] && { [ -z "$POSTGRES" ] || [ -z "$CHROMIUM" ]; }; then
    echo "With CI=true that is a failure." >&2
    return 1
  fi
}
