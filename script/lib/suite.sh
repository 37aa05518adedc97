# Sourced by script/test: one run of pytest, and what is done with a test that fails in it.

FORGIVEN=${PRAYA_TEST_FORGIVEN:-3} # so many failed tests of a run are asked once more, alone; more than that are no accident
WAVERED=var/reports/wavered.txt

# suite NAME [arguments of pytest]: the report of a run is named after it; scripts below read it. A test that fails here beside
# others and passes alone wavers: it does not fail the run, it is named at the end of it. So does one that another test has harmed:
# `script/test --all` forgives nothing.
suite() {
  local name=$1 status=0
  shift
  run_of "$name" --dist worksteal "$@" || status=$?
  [ "$status" = 1 ] || return "$status"
  ask_again "$name"
}

# run_of NAME [arguments of pytest]
run_of() {
  local name=$1
  shift
  .venv/bin/python -m pytest --junitxml="var/reports/$name.xml" -o junit_suite_name="$name" -o cache_dir="var/reports/cache/$name" "$@"
}

ask_again() {
  local name=$1 failed
  failed=$(.venv/bin/python - "var/reports/cache/$name/v/cache/lastfailed" <<'PYTHON'
import json, sys
print("\n".join(json.load(open(sys.argv[1]))))
PYTHON
  ) || return 1
  local tests=()
  mapfile -t tests <<< "$failed"
  if [ "${#tests[@]}" -gt "$FORGIVEN" ]; then return 1; fi
  echo "-- once more, alone: ${tests[*]}"
  .venv/bin/python -m pytest --junitxml="var/reports/$name-again.xml" -o cache_dir="var/reports/cache/$name-again" "${tests[@]}" \
    || return 1
  # One that is left out now has not passed.
  [ "$(.venv/bin/python script/lib/counts.py --passed "var/reports/$name-again.xml")" = "${#tests[@]}" ] || return 1
  printf '%s\n' "${tests[@]/#/$name: }" >> "$WAVERED"
}

print_wavered() {
  [ -s "$WAVERED" ] || return 0
  echo "Passed only when asked once more, alone: a fault of the product or of the test, to be found (docs/testing.md)"
  sed 's/^/  /' "$WAVERED"
}
