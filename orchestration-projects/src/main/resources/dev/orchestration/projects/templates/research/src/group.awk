# Mean and variance of one group: awk -v group=control -f src/group.awk data/measurements.csv
BEGIN { FS = "," }
{ sub(/\r$/, "") }
FNR > 1 && $1 == group { n++; sum += $2; value[n] = $2 }
END {
  if (n < 2) { print "the group " group " has fewer than two measurements" > "/dev/stderr"; exit 1 }
  mean = sum / n
  for (i = 1; i <= n; i++) squares += (value[i] - mean) ^ 2
  printf "{\"group\": \"%s\", \"n\": %d, \"mean\": %.4f, \"variance\": %.4f}\n", group, n, mean, squares / (n - 1)
}
