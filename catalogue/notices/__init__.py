"""Messages to people: each stands on the page « Mes messages », and may also go by mail."""
