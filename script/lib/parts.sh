# Sourced by script/test: run parts one after another or one beside another, and say at the end what each took.

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
  (
    set +e
    "$@"
    status=$?
    echo $((SECONDS)) > "var/reports/$name.ended"
    exit $status
  ) > "var/reports/$name.log" 2>&1 &
  PART_PROCESS[$name]=$!
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

# A script that ends early leaves nothing running.
end_parts() {
  local name
  for name in "${!PART_PROCESS[@]}"; do
    pkill -TERM -P "${PART_PROCESS[$name]}" 2>/dev/null || true
    kill "${PART_PROCESS[$name]}" 2>/dev/null || true
  done
}

largest() { echo $(($1 > $2 ? $1 : $2)); }

print_parts() {
  local name
  for name in "${PARTS[@]}"; do printf '%12s: %4d s\n' "$name" "${PART_TOOK[$name]:-0}"; done
}
