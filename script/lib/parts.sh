# Sourced by script/test and .ci/run: run parts one after another or one beside another, and say at the end what each took.

STARTED=$SECONDS
declare -A PART_PROCESS=() PART_BEGAN=() PART_TOOK=()
PARTS=()

step() { echo; echo "== $* ($((SECONDS - STARTED)) s)"; }

# part NAME COMMAND...: run it here; its failure ends the script.
part() {
  local name=$1 began=$SECONDS
  shift
  "$@"
  PARTS+=("$name")
  PART_TOOK[$name]=$((SECONDS - began))
}

# begin_part NAME COMMAND...: run it beside what follows; what it says goes to var/reports/NAME.log until it is awaited.
begin_part() {
  local name=$1
  shift
  PARTS+=("$name")
  PART_BEGAN[$name]=$SECONDS
  set -m # a group of its own, so that whatever it starts can be ended with it
  (
    set +em
    "$@"
    status=$?
    echo "$SECONDS" > "var/reports/$name.ended"
    exit $status
  ) > "var/reports/$name.log" 2>&1 < /dev/null &
  PART_PROCESS[$name]=$!
  set +m
}

# await_part NAME: wait for it and print what it said; its failure ends the script.
await_part() {
  local name=$1 status=0
  wait "${PART_PROCESS[$name]}" || status=$?
  unset "PART_PROCESS[$name]"
  PART_TOOK[$name]=$(($(cat "var/reports/$name.ended") - PART_BEGAN[$name]))
  echo "-- $name, beside the above:"
  cat "var/reports/$name.log"
  return $status
}

# A script that ends early leaves nothing running: what it began has ten seconds to clear up.
end_parts() {
  local name group pause
  for name in "${!PART_PROCESS[@]}"; do
    echo "-- $name is broken off; what it said: var/reports/$name.log"
    group=-${PART_PROCESS[$name]}
    kill -TERM -- "$group" 2>/dev/null || continue
    for ((pause = 0; pause < 100; pause++)); do
      kill -0 -- "$group" 2>/dev/null || continue 2
      sleep 0.1
    done
    kill -KILL -- "$group" 2>/dev/null || true
  done
}

largest() { echo $(($1 > $2 ? $1 : $2)); }

print_parts() {
  local name
  for name in "${PARTS[@]}"; do printf '%12s: %4d s\n' "$name" "${PART_TOOK[$name]:-0}"; done
}
