"""Serves a folder, fetches its page, and tells what came back as JSON: python3 src/check.py FOLDER"""
import html.parser
import json
import sys
import threading
import urllib.request

from server import server


class Page(html.parser.HTMLParser):
    """The title, and how many items there are."""

    def __init__(self):
        super().__init__()
        self.title = ""
        self.items = 0
        self.inside = False

    def handle_starttag(self, tag, attributes):
        self.inside = tag == "title"
        self.items += ("class", "item") in attributes

    def handle_endtag(self, tag):
        self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.title += data


def fetch(folder):
    serving = server(folder)
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    try:
        # Straight to this machine, whatever proxy the environment names.
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with direct.open("http://127.0.0.1:%d/" % serving.server_address[1], timeout=20) as answer:
            page = Page()
            page.feed(answer.read().decode("utf-8"))
            return {"status": answer.status, "title": page.title, "items": page.items}
    finally:
        serving.shutdown()
        serving.server_close()


if __name__ == "__main__":
    print(json.dumps(fetch(sys.argv[1])))
