"""How an area that was merged is called on every screen. Pure."""

PART_OF = " (now part of "


def named(own: str, successor: str) -> str:
    """ "Northmoor (now part of Moorland)"."""
    return f"{own}{PART_OF}{successor})"


def own_name(name: str) -> str:
    """The name without what it is now part of."""
    return name.partition(PART_OF)[0]
