"""Draws textured, rigged people as crops for networks to learn from."""
