# Counts the lines of a file that are not empty: sh src/count.sh FILE
set -eu
awk 'NF { lines++ } END { printf "{\"lines\": %d}\n", lines }' "$1"
