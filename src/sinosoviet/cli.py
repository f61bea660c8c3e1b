"""The `sinosoviet` command."""


def main() -> None: ...
