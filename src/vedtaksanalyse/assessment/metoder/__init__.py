"""The few criteria that need code because they count or compare; the catalogue names the method it uses."""
