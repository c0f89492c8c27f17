"""One file per format of an evidence pack."""
