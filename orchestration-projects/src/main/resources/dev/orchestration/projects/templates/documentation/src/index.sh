# An index of pages with their titles and words: sh src/index.sh FOLDER
set -eu
printf '# Index\n\n| page | words |\n|---|---:|\n'
for page in "$1"/*.md; do
  case ${page##*/} in README.md | AGENTS.md) continue ;; esac
  title=$(awk '/^# / { sub(/^# +/, ""); print; exit }' "$page")
  words=$(wc -w < "$page")
  printf '| [%s](../%s) | %d |\n' "${title:-${page##*/}}" "$page" "$words"
done
