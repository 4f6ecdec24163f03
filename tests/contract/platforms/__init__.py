"""One suite over every platform. To add a platform, give ``conftest.STAGES`` a stage of it."""
