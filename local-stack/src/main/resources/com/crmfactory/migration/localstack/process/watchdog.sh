# Stops the children of a stack whose own process was killed and could not do it.
# Its standard input is a pipe that only the stack holds: the end of it is the end of the stack.
# Lines read: "+ SIGNAL PID" for a child that started, "- PID" for one that ended.
trap '' INT TERM HUP
children=

while read -r change first second; do
  case $change in
    +) children="$children $first:$second" ;;
    -) left=
       for child in $children; do [ "${child#*:}" = "$first" ] || left="$left $child"; done
       children=$left ;;
  esac
done

for child in $children; do kill -s "${child%:*}" "${child#*:}" 2>/dev/null; done

seconds=0
while [ $seconds -lt 15 ]; do
  alive=
  for child in $children; do kill -0 "${child#*:}" 2>/dev/null && alive="$alive $child"; done
  [ -n "$alive" ] || exit 0
  children=$alive
  sleep 1
  seconds=$((seconds + 1))
done
for child in $children; do kill -s KILL "${child#*:}" 2>/dev/null; done
