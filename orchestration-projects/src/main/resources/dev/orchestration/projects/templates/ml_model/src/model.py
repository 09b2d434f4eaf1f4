"""Splits points, fits a line to them, scores it.

python3 src/model.py split POINTS SHARE TRAIN TEST
python3 src/model.py fit TRAIN
python3 src/model.py score MODEL TEST
"""
import csv
import json
import sys


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return [(float(row["x"]), float(row["y"])) for row in csv.DictReader(file)]


def write(path, points):
    with open(path, "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["x", "y"])
        rows.writerows(points)


def split(points, share):
    """Every n-th point is for the test: the same points each time."""
    step = max(2, round(1 / share))
    test = points[step - 1::step]
    return [point for point in points if point not in test], test


def fit(points):
    n = len(points)
    mean_x = sum(x for x, _ in points) / n
    mean_y = sum(y for _, y in points) / n
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / spread
    return {"slope": slope, "intercept": mean_y - slope * mean_x}


def score(model, points):
    mean_y = sum(y for _, y in points) / len(points)
    wrong = sum((y - model["slope"] * x - model["intercept"]) ** 2 for x, y in points)
    return {
        "points": len(points),
        "r2": round(1 - wrong / sum((y - mean_y) ** 2 for _, y in points), 4),
        "rmse": round((wrong / len(points)) ** 0.5, 4),
    }


def main(act, *words):
    if act == "split":
        train, test = split(read(words[0]), float(words[1]))
        write(words[2], train)
        write(words[3], test)
        return {"train": len(train), "test": len(test)}
    if act == "fit":
        return fit(read(words[0]))
    with open(words[0], encoding="utf-8") as file:
        return score(json.load(file), read(words[1]))


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
