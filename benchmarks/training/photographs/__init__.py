"""Trains and judges the looks that are to see photographed people, from drawn ones alone."""
