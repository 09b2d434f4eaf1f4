# The targets of the relative links of pages, a line each: FILE <tab> TARGET
{
  rest = $0
  while (match(rest, /\]\([^)]*\)/)) {
    target = substr(rest, RSTART + 2, RLENGTH - 3)
    rest = substr(rest, RSTART + RLENGTH)
    sub(/#.*/, "", target)
    if (target != "" && target !~ /^[a-z]+:/) printf "%s\t%s\n", FILENAME, target
  }
}
