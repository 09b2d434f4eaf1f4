# Counts and sums the cleaned rows of one region, or of all: awk -v region=north -f src/count.awk results/clean.csv
BEGIN { FS = "," }
NR > 1 && (region == "all" || $2 == region) { orders++; cents += int($3 * 100 + ($3 < 0 ? -0.5 : 0.5)) }
END { printf "{\"region\": \"%s\", \"orders\": %d, \"cents\": %d}\n", region, orders, cents }
