"""Groups of commands, and the one of validation: each command wraps one library function."""

from __future__ import annotations

import os
import re
import sys
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click
from click.exceptions import NoArgsIsHelpError

from .errors import InputError
from .text import visible

__all__ = ["Commands", "refused", "say", "validate"]


class Commands(click.Group):
    """A group whose errors that a user can cause are one line and exit status 2."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)  # in the order of use, not of the alphabet

    def main(self, *args: Any, **kwargs: Any) -> Any:
        try:
            status = super().main(*args, **{**kwargs, "standalone_mode": False})
            sys.exit(status if isinstance(status, int) else 0)
        except NoArgsIsHelpError as error:
            error.show()
            sys.exit(2)
        except click.UsageError as error:
            refused(misused(error))
            sys.exit(2)
        except InputError as error:
            refused(error)
            sys.exit(2)
        except click.Abort:
            refused("given up")
            sys.exit(1)
        except BrokenPipeError:  # `workbench read … | head`
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            refused(f"{place}{error.strerror or error}")
            sys.exit(2)


def misused(error: click.UsageError) -> str:
    """What is wrong with a command line, what may have been meant, and where help is: one line."""
    names, ctx = list[str](), error.ctx
    while ctx and ctx.parent:
        names.insert(0, str(ctx.info_name))
        ctx = ctx.parent
    known = getattr(error, "possibilities", None)  # of a command or an option that there isn't
    said = " ".join((error.message if known else error.format_message()).split()).rstrip(".")
    said = said.replace(". Choose from: ", "; expected one of ")
    meant = " or ".join(known or _chosen(error))
    where = f"{' '.join(names)}: " if names else ""
    return (
        f"{where}{said[:1].lower()}{said[1:]}; {f'did you mean {meant}? ' if meant else ''}"
        f"`{' '.join(['workbench', *names])} --help` says what it takes"
    )


def _chosen(error: click.UsageError) -> list[str]:
    """Choices near to what was given instead of one."""
    param = error.param if isinstance(error, click.BadParameter) else None
    given = re.match(r"'(.*)' is not one of", error.message, re.S)
    if not given or not param or not isinstance(param.type, click.Choice):
        return []
    return get_close_matches(given[1], [str(choice) for choice in param.type.choices])


def say(what: object = "", err: bool = False, nl: bool = True) -> None:
    """Print: all that a command says, so that no document talks to the terminal."""
    click.echo(visible(str(what)), err=err, nl=nl)


def refused(why: object) -> None:
    """One line for a person, whatever a file is called."""
    say("workbench: " + str(why).replace("\n", "\\n"), err=True)


@click.group(cls=Commands)
def validate() -> None:
    """Code paragraphs blind, and see how far the machine's codes hold."""


@validate.command("sample")
@click.argument("name", metavar="SERIES")
@click.option("--scheme", required=True, metavar="theme|clause|verb|condition|link",
              help="What is coded.")  # fmt: skip
@click.option("--codes", default="", metavar="A,B", help="Only these codes; by default all.")
@click.option("--n", default=150, show_default=True, help="How many paragraphs.")
@click.option("--seed", default=1, show_default=True, help="Another seed, another sample.")
@click.option("--coder", required=True, metavar="NAME", help="Who will code them.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The workbook.")
def validate_sample(name: str, scheme: str, codes: str, out: Path, **how: Any) -> None:
    """Draw paragraphs with known probabilities, and write a sheet to code them in."""
    from . import validation

    wanted = [code.strip() for code in codes.split(",") if code.strip()]
    say(validation.written(name, scheme, out=out, codes=wanted, **how))


@validate.command("read")
@click.argument("paths", nargs=-1, required=True, metavar="SHEET|GOLD…",
                type=click.Path(path_type=Path, exists=True))  # fmt: skip
def validate_read(paths: tuple[Path, ...]) -> None:
    """Check filled sheets, or folders of gold codings, and keep their labels and codes."""
    from . import validation

    for path in paths:
        if path.is_dir():
            for name, sample, n in validation.gold(path):
                say(f"{name}, {sample}: {n} paragraphs")
        else:
            name, sample, coder, n = validation.kept(path)
            say(f"{name}, {sample}, {coder}: {n} paragraphs")


@validate.command("score")
@click.argument("name", metavar="SERIES")
@click.option("--xlsx", "workbook", type=click.Path(path_type=Path),
              help="Write all tables: per code and document, and what was settled.")  # fmt: skip
@click.option("--adjudicate", type=click.Path(path_type=Path), metavar="SHEET",
              help="Write a sheet of what coders differ in, to be settled.")  # fmt: skip
@click.option("--coder", default="settled together", show_default=True, help="Who settles it.")
@click.option("--sample", default="", help="Which sample is settled.")
def validate_score(
    name: str, workbook: Path | None, adjudicate: Path | None, coder: str, sample: str
) -> None:
    """Agreement of machine and coders with intervals, and counts with errors carried on."""
    from . import validation

    made = validation.score(name)
    for line in validation.told(made):
        say(line)
    if workbook:
        say(validation.workbook(made, workbook))
    if adjudicate:
        path, n = validation.adjudication(name, coder, adjudicate, sample)
        say(f"{path}: {n} paragraphs to settle")
