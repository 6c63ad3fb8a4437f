"""The desk: what chairs follow of their requests, and what the secretariat has to move."""
