"""What comes in: claims files, Amazon's reports and papers, read into values; every row accounted for."""
