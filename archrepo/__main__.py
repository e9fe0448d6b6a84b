"""`python -m archrepo`: the same as the command `archrepo`."""

from archrepo.cli import main

if __name__ == "__main__":
    main()
