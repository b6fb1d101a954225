"""What differs and how surely: agreement, groups, change over waves, set-theoretic analysis."""
