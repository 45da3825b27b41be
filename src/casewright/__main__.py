"""`python -m casewright`: the same as the console script."""

from casewright.cli.app import main

if __name__ == "__main__":
    main()
