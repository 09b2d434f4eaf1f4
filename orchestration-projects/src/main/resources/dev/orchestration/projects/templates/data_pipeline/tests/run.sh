# Tests of this project: sh tests/run.sh
set -eu
cd "$(dirname "$0")/.."
same() { [ "$1" = "$2" ] || { echo "expected $2" >&2; echo "but was  $1" >&2; exit 1; }; }
clean() { awk -f src/clean.awk 2> /dev/null; }
same "$(printf 'id,region,amount\n1, A ,2\n1,a,2\n2,b,x\n3,b\n' | clean)" "$(printf 'id,region,amount\n1,a,2')"
same "$(printf 'id,region,amount\n1,a,0.10\n2,a,0.20\n3,b,5\n' | awk -v region=a -f src/count.awk)" \
  '{"region": "a", "orders": 2, "cents": 30}'
echo "all tests passed"
