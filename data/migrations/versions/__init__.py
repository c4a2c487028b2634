"""The steps, numbered 0001, 0002 …; `LATEST` is the number of the last one."""

LATEST = 3
