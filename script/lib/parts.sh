# Sourced by script/test and .ci/run: run parts one after another or one beside another, and say at the end what each took.

STARTED=$SECONDS
declare -A PART_PROCESS=() PART_BEGAN=() PART_TOOK=()
PARTS=()
PATIENCE=10 # seconds that a part has to clear up when the script is broken off

# bash waits for a command in front before it heeds a signal; all parts run behind, and it waits for them, which a signal ends.
trap 'exit 143' TERM
trap 'exit 130' INT
trap 'exit 129' HUP

step() { echo; echo "== $* ($((SECONDS - STARTED)) s)"; }

# start_part NAME COMMAND...: run it in a group of its own, so that whatever it starts can be ended with it.
start_part() {
  local name=$1
  shift
  PARTS+=("$name")
  PART_BEGAN[$name]=$SECONDS
  rm -f "var/reports/$name.ended"
  set -m
  (
    set +em
    trap - TERM INT EXIT
    "$@"
    status=$?
    echo "$SECONDS" > "var/reports/$name.ended"
    exit $status
  ) < /dev/null &
  PART_PROCESS[$name]=$!
  set +m
}

# end_of_part NAME: wait for it; return how it ended. One that was killed leaves no time: then it took until now.
end_of_part() {
  local name=$1 status=0 ended
  wait "${PART_PROCESS[$name]}" || status=$?
  unset "PART_PROCESS[$name]"
  ended=$(cat "var/reports/$name.ended" 2>/dev/null || echo "$SECONDS")
  PART_TOOK[$name]=$((ended - PART_BEGAN[$name]))
  return $status
}

# part NAME COMMAND...: run it here; its failure ends the script.
part() {
  start_part "$@"
  end_of_part "$1"
}

# begin_part NAME COMMAND...: run it beside what follows; what it says goes to var/reports/NAME.log until it is awaited.
begin_part() {
  start_part "$@" > "var/reports/$1.log" 2>&1
}

# await_part NAME: wait for it and print what it said; its failure ends the script.
await_part() {
  local name=$1 status=0
  end_of_part "$name" || status=$?
  echo "-- $name, beside the above:"
  cat "var/reports/$name.log"
  return $status
}

# A script that ends early, also by a signal, leaves nothing running: what it started has some seconds to clear up.
end_parts() {
  local name group pause
  for name in "${!PART_PROCESS[@]}"; do
    echo "-- $name is broken off"
    group=-${PART_PROCESS[$name]}
    kill -TERM -- "$group" 2>/dev/null || continue
    for ((pause = 0; pause < 10 * PATIENCE; pause++)); do
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
