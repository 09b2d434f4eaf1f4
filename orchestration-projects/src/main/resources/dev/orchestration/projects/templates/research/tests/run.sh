# Tests of this project: sh tests/run.sh
set -eu
cd "$(dirname "$0")/.."
export LC_ALL=C
same() { [ "$1" = "$2" ] || { echo "expected $2" >&2; echo "but was  $1" >&2; exit 1; }; }
same "$(printf 'group,height\na,1\nb,7\na,3\n' | awk -v group=a -f src/group.awk)" \
  '{"group": "a", "n": 2, "mean": 2.0000, "variance": 2.0000}'
same "$(printf '2 2 2\n6 6 2\n' | awk -f src/welch.awk)" '{"difference": 4.00, "t": 2.00}'
if printf 'group,height\na,1\n' | awk -v group=a -f src/group.awk 2> /dev/null; then
  echo "one measurement has no variance" >&2
  exit 1
fi
echo "all tests passed"
