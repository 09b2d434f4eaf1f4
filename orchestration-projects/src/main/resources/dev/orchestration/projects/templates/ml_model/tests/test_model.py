"""Tests of this project: python3 -B tests/test_model.py"""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "src"))

from model import fit, score, split


class ModelTest(unittest.TestCase):
    def test_a_line_is_found_exactly(self):
        self.assertEqual(fit([(0, 1), (1, 3), (2, 5)]), {"slope": 2.0, "intercept": 1.0})

    def test_a_perfect_model_scores_one(self):
        self.assertEqual(score({"slope": 2, "intercept": 1}, [(0, 1), (3, 7)]), {"points": 2, "r2": 1.0, "rmse": 0.0})

    def test_no_point_is_both_learnt_and_tested(self):
        train, test = split([(x, x) for x in range(8)], 0.25)
        self.assertEqual((len(train), len(test)), (6, 2))
        self.assertFalse(set(train) & set(test))


if __name__ == "__main__":
    unittest.main()
