# Judges one text: awk -f src/judge.awk config/words.txt data/texts/1.txt
FNR == NR { if (NF == 2) weight[$1] = $2 == "+" ? 1 : -1; next }
{
  line = tolower($0)
  gsub(/[^a-z]+/, " ", line)
  count = split(line, word, " ")
  for (i = 1; i <= count; i++) {
    words++
    if (word[i] in weight) { if (weight[word[i]] > 0) good++; else bad++ }
  }
}
END {
  verdict = good > bad ? "positive" : bad > good ? "negative" : "neutral"
  name = FILENAME; sub(/.*\//, "", name); gsub(/["\\]/, "", name)
  printf "{\"text\": \"%s\", \"words\": %d, \"good\": %d, \"bad\": %d, \"verdict\": \"%s\"}\n", name, words, good, bad, verdict
}
