# Welch's t of two lines MEAN VARIANCE N, the second against the first.
{ mean[NR] = $1; error[NR] = $2 / $3 }
END {
  difference = mean[2] - mean[1]
  spread = sqrt(error[1] + error[2])
  if (spread == 0) { print "the groups do not vary, so there is no t" > "/dev/stderr"; exit 1 }
  printf "{\"difference\": %.2f, \"t\": %.2f}\n", difference, difference / spread
}
