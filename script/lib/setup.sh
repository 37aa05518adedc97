# Sourced by the scripts: `setup run` or `setup dev` makes .venv ready and does nothing when it already is.

# A checkout keeps its compiled modules, whatever the habit of the machine: else each process compiles two thousand files anew.
unset PYTHONDONTWRITEBYTECODE

# One that was named is taken or refused, never replaced by another.
find_python() {
  local candidate candidates=(python3 python3.13 python3.12 python3.11 python3.14)
  [ -z "${PRAYA_PYTHON:-}" ] || candidates=("$PRAYA_PYTHON")
  for candidate in "${candidates[@]}"; do
    if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null; then
      "$candidate" -c 'import sys; print(sys.executable)'
      return 0
    fi
  done
  [ -z "${PRAYA_PYTHON:-}" ] || echo "PRAYA_PYTHON=$PRAYA_PYTHON does not start a Python that Praya can use." >&2
  echo "Praya needs Python 3.11 or newer; install python3 and python3-venv, or name one: PRAYA_PYTHON=/path/to/python3" >&2
  return 1
}

make_venv() {
  local python
  if [ -x .venv/bin/python ] && .venv/bin/python -c 'import pip' 2>/dev/null; then
    return 0
  fi
  python=$(find_python)
  echo "Making .venv with $("$python" --version)"
  if ! "$python" -m venv --clear .venv; then
    echo "Making .venv failed. On Debian or Ubuntu: apt-get install python3-venv" >&2
    return 1
  fi
}

# uv does not read pip's configuration: where pip was told other places or certificates, tell uv the same.
follow_pip() {
  local value
  value=$(.venv/bin/pip config get global.index-url 2>/dev/null || true)
  value="${PIP_INDEX_URL:-$value}"
  [ -z "$value" ] || export UV_DEFAULT_INDEX="${UV_DEFAULT_INDEX:-$value}"
  value=$(.venv/bin/pip config get global.extra-index-url 2>/dev/null || true)
  value="${PIP_EXTRA_INDEX_URL:-$value}"
  [ -z "$value" ] || export UV_INDEX="${UV_INDEX:-$(echo $value)}" UV_INDEX_STRATEGY="${UV_INDEX_STRATEGY:-unsafe-best-match}"
  value="${PIP_FIND_LINKS:-$(.venv/bin/pip config get global.find-links 2>/dev/null || true)}"
  [ -z "$value" ] || export UV_FIND_LINKS="${UV_FIND_LINKS:-$(echo $value | tr ' ' ',')}"
  [ -z "${PIP_CERT:-}" ] || export SSL_CERT_FILE="${SSL_CERT_FILE:-$PIP_CERT}"
  export UV_PYTHON_DOWNLOADS=never UV_NO_PROGRESS=1
}

install_requirements() {
  local quiet="--quiet --disable-pip-version-check" files=() file
  for file in "$@"; do files+=(-r "requirements/$file.txt"); done
  if [ -z "${PRAYA_PLAIN_PIP:-}" ] && .venv/bin/python -m pip install $quiet --require-hashes -r requirements/uv.txt; then
    follow_pip
    if .venv/bin/uv pip install --quiet --python .venv/bin/python --require-hashes "${files[@]}"; then
      return 0
    fi
    echo "uv could not install everything; pip tries the same (slower)." >&2
  fi
  for file in "$@"; do
    .venv/bin/python -m pip install $quiet --require-hashes -r "requirements/$file.txt"
  done
}

# The stamp holds the hash of what was asked for and the interpreter: unchanged means nothing to do.
setup() {
  local kind=$1 stamp wanted files=(run)
  [ "$kind" = run ] || files+=(dev)
  make_venv
  stamp=".venv/praya-$kind.stamp"
  wanted=$(.venv/bin/python -c '
import hashlib, pathlib, sys
names = [*("requirements/%s.txt" % word for word in sys.argv[1:]), "pyproject.toml"]
print(sys.version_info[:3], hashlib.sha256(b"".join(pathlib.Path(n).read_bytes() for n in names)).hexdigest())' "${files[@]}")
  if [ "$(cat "$stamp" 2>/dev/null || true)" != "$wanted" ]; then
    echo "Installing requirements (${files[*]})"
    install_requirements "${files[@]}"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
    echo "$wanted" > "$stamp"
  fi
}

compile_catalogues() {
  .venv/bin/python -m praya.site.catalogues
}
