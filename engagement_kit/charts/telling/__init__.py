"""What each chart shows, in words: alternative text for those who do not see it, captions for print."""
