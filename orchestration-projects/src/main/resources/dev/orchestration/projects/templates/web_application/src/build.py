"""Builds the page: python3 src/build.py data/items.json results/site"""
import html
import json
import pathlib
import sys


def page(data):
    rows = "".join(
        "<tr class=\"item\"><td>%s</td><td>%.2f</td></tr>\n" % (html.escape(item["name"]), item["price"])
        for item in data["items"])
    title = html.escape(data["title"])
    return ("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>%s</title>\n<h1>%s</h1>\n"
            "<table>\n%s</table>\n</html>\n" % (title, title, rows))


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        text = page(json.load(file))
    folder = pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(text, encoding="utf-8")
    print("%d bytes" % len(text.encode("utf-8")))
