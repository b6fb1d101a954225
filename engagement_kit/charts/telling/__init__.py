"""What each chart shows, in words: alternative text for who cannot see it, captions for print."""
