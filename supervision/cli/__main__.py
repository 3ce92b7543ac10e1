"""`python -m supervision.cli`: the `supervision` command where it is not installed on the path."""

from supervision.cli import main

if __name__ == "__main__":
    main()
