# Tests of this project: sh tests/run.sh
set -eu
cd "$(dirname "$0")/.."
counted=$(printf 'a\n\n \nb\n' | sh src/count.sh /dev/stdin)
[ "$counted" = '{"lines": 2}' ] || { echo "counted $counted" >&2; exit 1; }
echo "all tests passed"
