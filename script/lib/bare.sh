# Sourced by script/bare: make a bare machine, carry in what installing needs, run the two commands there.
#
# The machine is a fresh Debian or Ubuntu of this one's release in a folder (debootstrap), entered by chroot in namespaces of its
# own: whatever is mounted or started there ends with the command, and nothing is ever removed through a mount. It shares the
# network, so a PostgreSQL that runs here answers there too; PRAYA_WITHOUT hides it. Without root or debootstrap a weaker form
# hides what it can by the environment. No name of a host is written here: addresses come from pip's and apt's configuration.

# The search path of an ordinary login; no locale, no display and nothing else of this shell goes in.
BARE_PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
PIP_WORDS=(index-url extra-index-url find-links cert client-cert trusted-host constraint proxy timeout)
CARRIED=(http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY ALL_PROXY SSL_CERT_FILE SSL_CERT_DIR REQUESTS_CA_BUNDLE
  CURL_CA_BUNDLE UV_DEFAULT_INDEX UV_INDEX UV_FIND_LINKS UV_NATIVE_TLS PRAYA_TEST_PROCESSES PRAYA_COVERAGE_GATE PRAYA_PLAIN_PIP
  PIP_DEFAULT_TIMEOUT PYTEST_ADDOPTS)

clear_place() {
  [ -z "${PLACE:-}" ] || rm -rf --one-file-system "$PLACE"
}

# Set INSTALLING to the environment from which packages are found: what pip was told in its files, and the variables of proxies
# and certificates.
find_installing() {
  local word name value
  INSTALLING=()
  for word in "${PIP_WORDS[@]}"; do
    name=PIP_$(echo "$word" | tr 'a-z-' 'A-Z_')
    value=${!name:-$(python3 -m pip config get "global.$word" 2>/dev/null || true)}
    [ -z "$value" ] || INSTALLING+=("$name=$(echo $value)")
  done
  for name in "${CARRIED[@]}"; do
    [ -z "${!name:-}" ] || INSTALLING+=("$name=${!name}")
  done
}

# Files and folders of this machine that INSTALLING speaks of: an index or wheels on the disk, certificates, constraints.
# An index is a folder of links, often to files beside it: what holds it is carried in too.
places_named() {
  local pair word
  for pair in "${INSTALLING[@]}"; do
    for word in ${pair#*=}; do
      case $word in
        file:///*/*) word=$(dirname "${word#file://}") ;;
        file:///*) word=${word#file://} ;;
      esac
      case $word in
        /etc/ssl/*) ;; # carried in with the certificates
        /*) [ ! -e "$word" ] || echo "$word" ;;
      esac
    done
  done | sort -u
}

clone_head() {
  git clone --quiet --no-hardlinks . "$1"
  git -C "$1" checkout --quiet --detach "$(git rev-parse HEAD)"
}

free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# Run one command; say how it ended, how long it took and its last lines; keep its output.
attempt() {
  local name=$1 began=$SECONDS status=0
  shift
  "$@" >"$LOGS/$name.log" 2>&1 </dev/null || status=$?
  printf '%-20s exit status %d after %d s\n' "$name" "$status" "$((SECONDS - began))"
  tail -n "$([ "$status" = 0 ] && echo 6 || echo 40)" "$LOGS/$name.log" | sed 's/^/    /'
  [ "$status" = 0 ] || FAILED=$((FAILED + 1))
}

# --- a whole machine ------------------------------------------------------------------------------------------------

# Set MACHINE to the folder of a fresh system, or to nothing where it cannot be made.
make_machine() {
  local mirror release
  MACHINE=""
  if [ "$(id -u)" != 0 ] || ! command -v debootstrap >/dev/null || ! unshare --mount --pid --fork true 2>/dev/null; then
    echo "The weaker form: without root, debootstrap and namespaces, fonts and programs are only hidden by the environment."
    return 0
  fi
  release=$(. /etc/os-release && echo "$VERSION_CODENAME")
  mirror=$(apt-get indextargets --format '$(RELEASE) $(REPO_URI)' 'Created-By: Packages' | sed -n "s/^$release //p" | head -n 1)
  echo "Making a bare $release in $PLACE/machine"
  MACHINE=$PLACE/machine
  unshare --mount --propagation private debootstrap --variant=minbase --include=python3,python3-venv,git,ca-certificates \
    "$release" "$MACHINE" ${mirror:+"$mirror"} >"$LOGS/debootstrap.log" 2>&1 || { tail -n 20 "$LOGS/debootstrap.log" >&2; return 1; }
  carry_configuration
  chroot "$MACHINE" useradd --create-home --skel /nonexistent newcomer
  echo "Fonts: $(chroot "$MACHINE" find /usr/share/fonts /usr/local/share/fonts -type f 2>/dev/null | wc -l)"
}

# Where apt fetches from, whom it trusts, names of hosts. Services are not started by their packages, as in a container.
carry_configuration() {
  local part
  for part in apt/sources.list apt/sources.list.d apt/apt.conf apt/apt.conf.d apt/preferences.d apt/trusted.gpg.d apt/keyrings \
    apt/auth.conf.d resolv.conf hosts; do
    [ ! -e "/etc/$part" ] || { rm -rf "${MACHINE:?}/etc/$part" && cp -RL --preserve=mode "/etc/$part" "$MACHINE/etc/$part"; }
  done
  [ -e /etc/apt/sources.list ] || rm -f "$MACHINE/etc/apt/sources.list"
  mkdir -p "$MACHINE/usr/share/keyrings" "$MACHINE/usr/local/share/ca-certificates"
  cp -RL /usr/share/keyrings/. "$MACHINE/usr/share/keyrings"
  cp -RL /usr/local/share/ca-certificates/. "$MACHINE/usr/local/share/ca-certificates" 2>/dev/null || true
  cp -L /etc/ssl/certs/*.crt /etc/ssl/certs/*.pem "$MACHINE/etc/ssl/certs/" 2>/dev/null || true
  printf '#!/bin/sh\nexit 101\n' >"$MACHINE/usr/sbin/policy-rc.d"
  chmod +x "$MACHINE/usr/sbin/policy-rc.d"
}

# Run a command in the machine: in_machine USER FOLDER VARIABLE=VALUE... -- COMMAND...
in_machine() {
  local user=$1 folder=$2 variables=()
  shift 2
  while [ "$1" != -- ]; do variables+=("$1") && shift; done
  shift
  unshare --mount --pid --fork --kill-child --propagation private bash -euc '
    machine=$1 user=$2 folder=$3 places=$4
    shift 4
    mount --bind "$machine" "$machine"
    mount -t proc proc "$machine/proc"
    mount -t tmpfs -o mode=755 tmpfs "$machine/dev"
    for device in null zero full random urandom tty; do
      : >"$machine/dev/$device"
      mount --bind "/dev/$device" "$machine/dev/$device"
    done
    mkdir -m 1777 "$machine/dev/shm" && mount -t tmpfs -o mode=1777 tmpfs "$machine/dev/shm"
    mkdir "$machine/dev/pts" && mount -t devpts -o newinstance,ptmxmode=0666 devpts "$machine/dev/pts"
    ln -s pts/ptmx "$machine/dev/ptmx"
    ln -s /proc/self/fd "$machine/dev/fd"
    for place in $places; do
      [ ! -d "$place" ] && { mkdir -p "$machine$(dirname "$place")" && : >"$machine$place"; } || mkdir -p "$machine$place"
      mount --bind "$place" "$machine$place"
      mount -o remount,bind,ro "$machine$place"
    done
    exec chroot --userspec="$user:$user" "$machine" /bin/bash -c "cd \"\$1\" && shift && exec \"\$@\"" in "$folder" "$@"
  ' in "$MACHINE" "$user" "$folder" "$(places_named)" \
    env -i PATH="$BARE_PATH" USER="$user" LOGNAME="$user" "${INSTALLING[@]}" "${variables[@]}" "$@"
}

# Both commands in a fresh clone in an empty folder: both_commands FORM USER VARIABLE=VALUE...
both_commands() {
  local form=$1 user=$2 home
  shift 2
  home=/srv/$form-home
  mkdir -p "$MACHINE$home"
  clone_head "$MACHINE/srv/$form"
  chroot "$MACHINE" chown -R "$user:$user" "$home" "/srv/$form"
  attempt "$form-demo" in_machine "$user" "/srv/$form" HOME="$home" "$@" -- script/demo --check --port "$(free_port)"
  attempt "$form-test" in_machine "$user" "/srv/$form" HOME="$home" "$@" -- script/test "${SUITE[@]}"
}

# --- the forms ------------------------------------------------------------------------------------------------------

user_form() {
  echo "As an ordinary user: no cache, no font, no Chromium, no PostgreSQL"
  if [ -n "$MACHINE" ]; then
    both_commands user newcomer PRAYA_WITHOUT=running-postgresql
    return
  fi
  clone_head "$PLACE/user"
  attempt user-demo hidden "$PLACE/user" script/demo --check --port "$(free_port)"
  attempt user-test hidden "$PLACE/user" script/test "${SUITE[@]}"
}

root_form() {
  echo "As root with CI=true: what is missing is installed"
  if [ -z "$MACHINE" ]; then
    echo "Not possible here: it needs root and debootstrap (apt-get install debootstrap)." >&2
    FAILED=$((FAILED + 1))
    return
  fi
  both_commands root root CI=true PRAYA_WITHOUT=running-postgresql
}

# The weaker form: HOME and caches empty, fonts and programs hidden. hidden FOLDER COMMAND...
hidden() {
  local folder=$1 nothing=$PLACE/nothing
  shift
  mkdir -p "$nothing/home"
  echo '<fontconfig/>' >"$nothing/fonts.conf"
  (
    cd "$folder" || exit
    env -i PATH="$PATH" HOME="$nothing/home" FONTCONFIG_FILE="$nothing/fonts.conf" PRAYA_WITHOUT="postgresql chromium" \
      PRAYA_NO_INSTALL=1 "${INSTALLING[@]}" ${PRAYA_PYTHON:+"PRAYA_PYTHON=$PRAYA_PYTHON"} "${CACHES[@]}" "${NAMESPACE[@]}" "$@"
  )
}

CACHES=()
NAMESPACE=()

# With namespaces the folders of fonts are covered, which no program can look behind.
cover_fonts() {
  local cover='for fonts in /usr/share/fonts /usr/local/share/fonts; do
    [ ! -d "$fonts" ] || mount -t tmpfs tmpfs "$fonts"
  done
  exec "$@"'
  if [ "$(id -u)" = 0 ] && unshare --mount true 2>/dev/null; then
    NAMESPACE=(unshare --mount --propagation private bash -euc "$cover" in)
  elif unshare --map-root-user --mount true 2>/dev/null; then
    NAMESPACE=(unshare --map-root-user --mount --propagation private bash -euc "$cover" in)
  else
    echo "Fonts are only hidden by FONTCONFIG_FILE: this machine allows no namespaces."
  fi
}

cheap_form() {
  local cache=${XDG_CACHE_HOME:-$HOME/.cache}
  CACHES=("UV_CACHE_DIR=${UV_CACHE_DIR:-$cache/uv}" "PIP_CACHE_DIR=${PIP_CACHE_DIR:-$cache/pip}")
  cover_fonts
  clone_head "$PLACE/cheap"
  attempt cheap-demo hidden "$PLACE/cheap" script/demo --check --small --seconds 3 --port "$(free_port)"
  attempt cheap-printing hidden "$PLACE/cheap" bash -euc '. script/lib/setup.sh && setup dev && compile_catalogues
    exec .venv/bin/python -m pytest -q "$@"' in tests/core/printing tests/match/agenda/test_printing.py tests/show/printed/test_printing.py
}
