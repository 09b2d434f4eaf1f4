"""Serves a folder on this machine alone: python3 src/server.py FOLDER [PORT]"""
import functools
import http.server
import sys


class Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *words):
        pass


def server(folder, port=0):
    """A server that is not started yet; port 0 takes one that is free."""
    return http.server.ThreadingHTTPServer(("127.0.0.1", port), functools.partial(Handler, directory=folder))


if __name__ == "__main__":
    serving = server(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 8000)
    print("http://127.0.0.1:%d/" % serving.server_address[1], flush=True)
    serving.serve_forever()
