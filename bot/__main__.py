"""`python -m bot`, the same as `citebot`."""

import signal


def start() -> None:
    """Run the command line; Ctrl-C while it is loaded ends it without a word."""
    interruptible = signal.getsignal(signal.SIGINT) is signal.default_int_handler  # else we are to run on
    if interruptible:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from bot.cli import main  # noqa: PLC0415 - this is what takes its time

    if interruptible:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    main(prog_name="citebot")


if __name__ == "__main__":
    start()
