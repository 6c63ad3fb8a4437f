"""The committee that follows the plan: its meetings, minutes and recommendations."""
