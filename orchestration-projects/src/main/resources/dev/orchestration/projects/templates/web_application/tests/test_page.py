"""Tests of this project: python3 -B tests/test_page.py"""
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "src"))

from build import page
from check import fetch


class PageTest(unittest.TestCase):
    def test_what_is_served_is_what_was_built(self):
        with tempfile.TemporaryDirectory() as folder:
            text = page({"title": "A & B", "items": [{"name": "<b>", "price": 1}]})
            pathlib.Path(folder, "index.html").write_text(text, encoding="utf-8")
            self.assertEqual(fetch(folder), {"status": 200, "title": "A & B", "items": 1})

    def test_names_are_text_and_no_markup(self):
        self.assertIn("&lt;script&gt;", page({"title": "", "items": [{"name": "<script>", "price": 0}]}))


if __name__ == "__main__":
    unittest.main()
