"""The pages of the plan."""

from review.action_plan.views import keeping, reading
from review.action_plan.views.blueprint import Follower, Room, blueprint, followers, rooms

__all__ = ["Follower", "Room", "blueprint", "followers", "keeping", "reading", "rooms"]
