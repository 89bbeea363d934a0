"""Scores as people read them: in per cent. The matching, the database and files keep them per mille, 0..1000."""


def percent(per_mille: int) -> int:
    """A score, or a share, of 0..1000 as 0..100, rounded half up."""
    return (per_mille + 5) // 10
