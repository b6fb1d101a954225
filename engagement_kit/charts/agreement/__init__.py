"""The agreement strip: how far coders agree on each item, with its interval and its n."""
