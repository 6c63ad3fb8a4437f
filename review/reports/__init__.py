"""What leaves the desk: a review on paper, and every record of the desk as a workbook."""
