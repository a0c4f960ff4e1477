"""Run the files that take longest first, so that no process is left with a long one while the others are done."""

# By what they cost alone on two cores, longest first; xdist would begin with the files that hold most tests.
LONGEST = ("fresh", "audit", "wheel", "notebooks", "lab", "stopping", "ownership")


def pytest_collection_modifyitems(items):
    """Sort the files of tests; within one, the order stays. `--no-loadscope-reorder` keeps xdist from undoing it."""
    order = {f"test_{name}.py": place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(item.path.name, len(order)))
