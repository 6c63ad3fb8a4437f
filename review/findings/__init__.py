"""What a reading sends back to the committee: findings, the answers, what became of them."""
