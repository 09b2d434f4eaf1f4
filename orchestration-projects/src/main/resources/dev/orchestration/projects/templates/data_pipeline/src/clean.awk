# Keeps the good rows of id,region,amount; says on standard error how many it kept and dropped.
BEGIN { FS = "," }
{ sub(/\r$/, "") }
NR == 1 { print; next }
/^[ \t]*$/ { next }
{
  for (i = 1; i <= NF; i++) gsub(/^[ \t]+|[ \t]+$/, "", $i)
  region = tolower($2)
  if (NF != 3 || region == "" || $3 !~ /^-?[0-9]+(\.[0-9]+)?$/ || ($1 in seen)) { dropped++; next }
  seen[$1] = 1
  kept++
  printf "%s,%s,%s\n", $1, region, $3
}
END { printf "{\"kept\": %d, \"dropped\": %d}\n", kept, dropped > "/dev/stderr" }
