"""The portal's own settings in test mode, with a data folder that goes when the tests end."""

import atexit
import os
import shutil
import tempfile

if "TCOP_TEST_DATA_DIR" not in os.environ:
    os.environ["TCOP_TEST_DATA_DIR"] = tempfile.mkdtemp(prefix="tcop-tests-")
    os.mkdir(os.path.join(os.environ["TCOP_TEST_DATA_DIR"], "static"))
    atexit.register(shutil.rmtree, os.environ["TCOP_TEST_DATA_DIR"], ignore_errors=True)
os.environ["TCOP_DATA_DIR"] = os.environ["TCOP_TEST_DATA_DIR"]
os.environ["TCOP_MODE"] = "test"

from tcop_portal.settings import *  # noqa: F403 - the variables above have to be set first

if IS_SQLITE:  # noqa: F405 - from the settings above
    # A file, so that every thread has a connection of its own, as in a real portal.
    DATABASES["default"]["TEST"] = {"NAME": DATA_DIR / "test.sqlite3"}  # noqa: F405 - from the settings above
