"""The Gender Action Plan, line by line."""
