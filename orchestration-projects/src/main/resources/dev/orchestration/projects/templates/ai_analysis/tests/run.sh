# Tests of this project: sh tests/run.sh
set -eu
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
same() { [ "$1" = "$2" ] || { echo "expected $2" >&2; echo "but was  $1" >&2; exit 1; }; }
echo 'Good, GOOD... late!' > "$folder/a.txt"
same "$(awk -f src/judge.awk config/words.txt "$folder/a.txt")" \
  '{"text": "a.txt", "words": 3, "good": 2, "bad": 1, "verdict": "positive"}'
echo 'planet planet planet' > "$folder/b.txt"
echo 'comet, comet' > "$folder/c.txt"
echo 'A comet' > "$folder/d.txt"
same "$(awk -f src/topic.awk config/words.txt "$folder"/*.txt)" '{"topic": "comet", "texts": 2}'
echo "all tests passed"
