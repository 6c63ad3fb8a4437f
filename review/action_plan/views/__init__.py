"""The pages of the plan."""

from review.action_plan.views import drafting, keeping, loading, plans, reading
from review.action_plan.views.blueprint import Follower, Room, blueprint, followers, rooms

__all__ = [
    "Follower",
    "Room",
    "blueprint",
    "drafting",
    "followers",
    "keeping",
    "loading",
    "plans",
    "reading",
    "rooms",
]
