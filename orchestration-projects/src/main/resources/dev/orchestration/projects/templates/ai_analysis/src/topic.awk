# The longer word that most of the texts have: awk -f src/topic.awk config/words.txt data/texts/*.txt
FNR == 1 { file++ }
file == 1 { judged[$1] = 1; next }
{
  line = tolower($0)
  gsub(/[^a-z]+/, " ", line)
  count = split(line, word, " ")
  for (i = 1; i <= count; i++)
    if (length(word[i]) > 4 && !(word[i] in judged) && !((file, word[i]) in seen)) { seen[file, word[i]] = 1; texts[word[i]]++ }
}
END {
  for (w in texts) if (texts[w] > most || texts[w] == most && w < topic) { most = texts[w]; topic = w }
  printf "{\"topic\": \"%s\", \"texts\": %d}\n", topic, most
}
