"""``python -m formcheck``: the command line where no script is on the path."""

from formcheck.cli import main

if __name__ == "__main__":
    main()
