"""`python -m steepest.cli`."""

from steepest.cli.app import main

main()
