# Tests of this project: sh tests/run.sh
set -eu
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
same() { [ "$1" = "$2" ] || { echo "expected $2" >&2; echo "but was  $1" >&2; exit 1; }; }
printf '# A page\n\n[a](b.md) and [c](d.md#e), [f](https://g.example/) [h](#i)\n' > "$folder/a.md"
same "$(awk -f src/links.awk "$folder/a.md" | cut -f 2 | tr '\n' ' ')" "b.md d.md "
same "$(sh src/index.sh "$folder" | tail -n 1)" "| [A page](../$folder/a.md) | 8 |"
echo "all tests passed"
