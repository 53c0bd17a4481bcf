"""Tests of Evenlode."""
