"""Measures the product beside its peers and prints ratios; never an absolute promise."""
